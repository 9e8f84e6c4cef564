# How a visit is described
visit-fault = “{ $fault }”
visit-car = { $plate } { $model }
visit-car-plate = { $plate }
visit-car-vin = { $model } (VIN ending { $vin })
visit-car-vin-only = VIN ending { $vin }
visit-car-unnamed = your car
visit-bay = bay { $number }
visit-price = { $low }–{ $high }
visit-price-one = { $price }
visit-price-to = up to { $high }
visit-price-free = free of charge
visit-price-later = priced once we’ve had a look

# Receipts
receipt-booked =
    ✅ <b>You’re booked in</b> (no. { $number })

    🕒 <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }
    💰 { $price } (estimate){ $desk ->
        [yes] {"\u000A"}👤 Adviser: { $advisor }
       *[no] {""}
    }

    📍 { $store }
    { $address }
    ☎️ { $phone }

    Please bring the registration papers and the service book. Open the attachment to add it to your calendar.
receipt-requested =
    📝 <b>Got it</b> (no. { $number })

    🕒 Held for you: <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }

    📍 { $store }
    { $address }
    ☎️ { $phone }

    An adviser will look at it and confirm.
receipt-confirmed =
    ✅ <b>Confirmed by your adviser</b> (no. { $number })

    🕒 <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }{ $desk ->
        [yes] {"\u000A"}👤 Adviser: { $advisor }
       *[no] {""}
    }

    📍 { $store }
    { $address }
    ☎️ { $phone }

    Please bring the registration papers and the service book. Open the attachment to add it to your calendar.
receipt-moved =
    🔁 <b>Your visit has moved</b> (no. { $number })

    🕒 <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }{ $desk ->
        [yes] {"\u000A"}👤 Adviser: { $advisor }
       *[no] {""}
    }

    📍 { $store }
    { $address }
    ☎️ { $phone }

    Open the attachment to update your calendar.
receipt-cancelled =
    ✕ <b>Cancelled</b> (no. { $number })

    { $start }
    🚗 { $car }

    Book again whenever you like.
receipt-move = 🔁 Move
receipt-cancel = ✕ Cancel visit
receipt-remark = 📝 Add a note
receipt-book-again = 🔧 Book again
calendar-title = Car service: { $jobs }
calendar-text = { $car }, { $store }, phone { $phone }

# My bookings
visits-title = My bookings
visits-appointment =
    { $count ->
        [0] { $waiting ->
            [0] You have no bookings at the moment.
           *[other] Nothing booked yet, but you’re on the waiting list:
        }
        [one] Here is your booking. Open it to move it, cancel it or add a note:
       *[other] Here are your bookings. Open one to move it, cancel it or add a note:
    }
visits-option = 📅 { $at } · { $car }
visits-waiting = 🔔 Waiting: { $day }
visits-leave-sure = Stop waiting for { $day }?
visits-leave = Stop waiting
visits-stay = Keep waiting
visits-left-waitlist = All right, you’re off the list.
visits-card =
    <b>{ $state ->
        [requested] 📝 Waiting for the adviser
        [confirmed] ✅ Booked
        [cancelled] ✕ Cancelled
        [no_show] Missed
       *[other] Visited
    }</b> (no. { $number })

    🕒 <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }
    💰 { $price } (estimate){ $desk ->
        [yes] {"\u000A"}👤 Adviser: { $advisor }
       *[no] {""}
    }{ $fetched ->
        [yes] {"\u000A"}🚙 Collection: { $pickup }
       *[no] {""}
    }{ $noted ->
        [yes] {"\u000A"}📝 { $remark }
       *[no] {""}
    }

    📍 { $store }, { $address }
    ☎️ { $phone }
visits-move = 🔁 Move
visits-cancel = ✕ Cancel visit
visits-remark = 📝 Add a note

# Another time
move-title = Move a visit
move-gone = { visit-over }
move-which = { booking-which }
move-full = { booking-full }
move-day =
    { $free ->
        [0] This week is full. Try the next one, or tap “Earliest”.
       *[other] You’re booked for { $start }. Which day would you rather have?
    }
move-time = { booking-time }
move-summary =
    Move it to this time?

    🕒 <b>{ $start }</b>
    (it was { $former })
    🚗 { $car }
    🔧 { $jobs }
move-yes = ✅ Move it
move-done = Done – see you { $at }.
move-done-toast = Moved
move-too-late = That booking has just changed, so I left it alone. Have a look at “My bookings”.
visit-over =
    { $state ->
        [cancelled] The booking for { $start } has been cancelled. You can book a new one any time.
       *[other] The booking for { $start } is over. You can book a new one any time.
    }

# Cancelling
cancel_booking-title = Cancel a visit
cancel_booking-gone = { visit-over }
cancel_booking-reason =
    Cancel this booking?

    🕒 <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }

    Tap a reason and it’s cancelled. If it’s only the time, let’s move it instead.
cancel_booking-time = Time doesn’t suit
cancel_booking-sold = Car is sold
cancel_booking-elsewhere = Done elsewhere
cancel_booking-other = Another reason
cancel_booking-move = 🔁 Move instead
cancel_booking-keep = I’ll come
cancel_booking-kept = Good, your booking stands. See you then.
cancel_booking-done = Your visit is cancelled. Book again whenever you like.
cancel_booking-done-toast = Cancelled
cancel_booking-too-late = That booking has just changed, so I left it alone. Have a look at “My bookings”.

# A note
remark-title = Add a note
remark-gone = { visit-over }
remark-words = Your visit: { $start }. What should the adviser know? Just write it here.
remark-done = Noted – your adviser will see it.

# A place came free
waitlist-offer =
    🔔 <b>A place has come free!</b>

    🕒 <b>{ $start }</b>
    🔧 { $jobs }

    I’m holding it until { $until }. Would you like it?
waitlist-take = ✅ Yes, please
waitlist-pass = No, thanks
waitlist-taken = Booked
waitlist-passed = OK, it goes to the next in line.
waitlist-too-late = That place is no longer held; it went to the next in line.
waitlist-lapsed = The place I held has gone to the next in line: { $day }. Still want to come? Just book again.
waitlist-day-over = Sorry, no place came free: { $day }. Shall we try another day?
