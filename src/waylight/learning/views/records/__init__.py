"""The licensing office's pages of who is trained, the trainers' rooms, and what a firm sees of its people."""
