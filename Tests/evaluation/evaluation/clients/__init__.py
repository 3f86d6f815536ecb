"""Mail clients, the conversation index, and the servers between them."""
