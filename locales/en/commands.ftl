# What the menu of commands says
command-owner-book = Book a visit
command-owner-bookings = My bookings
command-owner-mycar = My cars
command-owner-human = Talk to a person
command-owner-settings = Settings
