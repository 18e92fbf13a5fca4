"""Where visiting teams are when: the itinerary, dates at schools, journeys, kits and loans between teams."""
