"""The ground floor: pure Python libraries that know no Django, no database and no screen."""
