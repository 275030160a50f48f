"""Which mentions speak of the same person, vehicle, place, phone, handle or organisation: said with reasons."""
