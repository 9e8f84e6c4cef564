# What we remind owners of unasked
reminder-visit_tomorrow =
    🔔 See you tomorrow: <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }
    📍 { $address }

    Please bring the registration papers and the service book. One tap says you are coming.
reminder-visit_soon =
    ⏰ See you soon: <b>{ $start }</b>
    📍 { $address }
    ☎️ { $phone }
reminder-visit_late =
    Your time was { $start }. Is everything all right on the way? We are keeping your place.
reminder-coming = 👌 I’ll be there
reminder-coming-thanks = Great, see you then!
reminder-on-my-way = 🚗 On my way
reminder-on-my-way-thanks = We are keeping your place. Drive safely.
reminder-here = 📍 I’m here
reminder-here-thanks = Thank you, an advisor is coming to meet you.
reminder-place-gone = This visit has changed. Have a look at “My bookings”.
reminder-insurance =
    🛡 The insurance of { $car } ends on <b>{ $day }</b>. { $step ->
        [0] Comparing offers early usually pays.
        [1] One month to go. Shall we look at offers for you?
       *[other] Only a week left; please do not drive uninsured.
    }
reminder-insurance-ask = 💬 Ask about it
reminder-insurance-done = ✅ Renewed
reminder-inspection =
    📋 { $car } is due for inspection by <b>{ $day }</b>. { $step ->
        [0] We can do it for you.
       *[other] It is getting close; we can do it for you.
    }
reminder-inspection-book = 🔧 Book it
reminder-inspection-done = ✅ Done already
reminder-licence =
    🪪 Your driving licence expires on <b>{ $day }</b>. Please renew it in time, and tell me when it is done.
reminder-licence-done = ✅ Renewed it
reminder-warranty =
    🔎 The warranty of { $car } ends on <b>{ $day }</b>. A full check before then is time well spent.
reminder-warranty-book = 🔧 Book a check
reminder-birthday = 🎂 Happy birthday, { $name }! Safe travels and a wonderful year.
reminder-wedding_day = 💐 Happy anniversary, { $name }! All the best to both of you.
reminder-festival =
    { $festival ->
        [new_year] 🎆 Happy New Year, { $name }! { $store } wishes you safe travels all year.
        [spring_festival] 🧧 Happy Spring Festival, { $name }! All the best to you and yours from { $store }.
        [dragon_boat] 🐲 A peaceful Dragon Boat Festival, { $name }! Safe travels from { $store }.
        [mid_autumn] 🌕 Happy Mid-Autumn Festival, { $name }! All the best to your family from { $store }.
       *[christmas] 🎄 Merry Christmas, { $name }! Warm wishes from { $store }.
    }
reminder-stop = 🔕 Stop these
reminder-stopped = All right, no more of these. You can switch them on again in Settings.
reminder-done-thanks = Thank you, noted.

# Switches in the settings
reminders-title = Reminders
settings-reminders = 🔔 Reminders
reminders-switches = Which reminders would you like? Messages about a booking always come.
reminders-kept = All right, as you wish.
reminder-kind-insurance = Insurance
reminder-kind-inspection = Inspection
reminder-kind-licence = Driving licence
reminder-kind-service = Service
reminder-kind-checkin = How is the car
reminder-kind-greeting = Wishes
reminder-kind-advice = Advice
