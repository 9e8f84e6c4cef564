# What we remind owners of unasked
reminder-visit_tomorrow =
    🔔 See you tomorrow: <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }
    📍 { $address }

    Please bring your licence papers and the service book. One tap says you are coming.
reminder-visit_soon =
    ⏰ See you soon: <b>{ $start }</b>
    📍 { $address }
    ☎️ { $phone }
reminder-visit_late =
    Your time was { $start }. Is everything all right on the way? We are keeping your place.
reminder-coming = 👌 I’ll be there
reminder-coming-thanks = Great, see you tomorrow!
reminder-on-my-way = 🚗 On my way
reminder-on-my-way-thanks = We are keeping your place. Drive safely.
reminder-here = 📍 I’m here
reminder-here-thanks = Thank you, an advisor is coming to meet you.
reminder-place-gone = This visit has changed. Have a look at “My bookings”.
