"""From a concern's words to mentions: people, vehicles, places, phones, handles, times, organisations."""
