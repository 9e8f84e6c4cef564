# What the menu of commands says
command-owner-book = Book a visit
command-owner-bookings = My bookings
command-owner-mycar = My cars
command-owner-human = Talk to a person
command-owner-settings = Settings
command-staff-today = Who comes today
command-staff-tomorrow = Who comes tomorrow
command-staff-handover = Hand-over link
command-staff-team = Colleagues
command-staff-settings = Settings
