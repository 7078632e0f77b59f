"""The facilitator's dashboard: five levers in labelled steps, instant answers, and what a room takes home."""
