"""Which mentions speak of one person, vehicle, place, phone, handle or organisation: said with reasons."""
