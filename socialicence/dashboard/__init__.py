"""The facilitator's dashboard: a workshop of ninety minutes on one screen, phones and paper."""
