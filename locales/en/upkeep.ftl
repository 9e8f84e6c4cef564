# Reminders of service and of what a visit found
reminder-first_service =
    🔧 { $car } is due for its first service: { $by ->
        [past] it was due on <b>{ $day }</b>
        [km] at your pace it reaches { $km } km around <b>{ $day }</b>
       *[date] best done by <b>{ $day }</b>
    }. { $step ->
        [0] It keeps the warranty safe.
       *[other] If it is not booked yet, just pick a time.
    }
reminder-periodic_service =
    🔧 { $car } is due for service: { $by ->
        [past] it was due on <b>{ $day }</b>
        [km] at your pace it reaches { $km } km around <b>{ $day }</b>
       *[date] by <b>{ $day }</b>
    }. { $step ->
        [0] Pick a time that suits you and there is no waiting.
       *[other] If it is not booked yet, just pick a time.
    }
reminder-service-book = 🔧 See free times
reminder-service-done = ✅ Done already
reminder-later = ⏳ Later
reminder-later-thanks = { $days ->
    [one] All right, I’ll ask again tomorrow.
   *[other] All right, I’ll ask again in { $days } days.
}
reminder-sold = 🚗 Not my car now
reminder-odometer =
    🚗 About how many kilometres does { $car } have by now? Then we know when its next service is due. { $ranges ->
        [yes] Tap the nearest, or just type the number.
       *[no] Just type the number.
    }
reminder-odometer-range = { $low }–{ $high }
reminder-odometer-type = ⌨️ Type it
reminder-declined_finding =
    🔎 Found on { $car } on { $day } and put off then:
    { $what }

    Sooner is easier. Shall we find a time for it?
reminder-declined_finding-book = 🔧 See free times
reminder-declined_finding-done = ✅ Done already

# Straight from a reminder to a booking
invited-title = Pick a time
invited-enough = { booking-enough }
invited-offers = { invited-time }
invited-time =
    { $car }: { $jobs }. { $free ->
        [yes] These times are kept for you for { $minutes } minutes. One tap books it ({ $zone }):
       *[no] The next days are full. Let’s look at other times.
    }

# Answers to a reminder
odometer-title = Odometer
odometer-km = How many kilometres does { $car } have by now? The number on the dashboard is enough.
odometer-too-low = It had { $km } km last time. Would you look once more?
odometer-thanks = Noted. At this pace the next service is due around { $day }.
serviced-title = Service done
serviced-where = Where was { $car } serviced?
serviced-here = 🏠 At your shop
serviced-elsewhere = 🔧 Elsewhere
car_gone-title = Another car
car_gone-sure = Is { $car } not yours any more? Then you’ll hear nothing more about it.
