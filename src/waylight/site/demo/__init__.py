"""The demonstration: made-up people and a made-up story, told through the real actions."""
