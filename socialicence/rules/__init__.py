"""The rules of the model: small pure functions, numbers in and numbers out, compiled so that loops can inline them."""
