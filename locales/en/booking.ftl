# Booking a visit
booking-title = Book a visit
booking-enough = You already have quite a few bookings. Have a look at those first, then we can add a new one.
booking-enough-meanwhile = Another visit of yours was booked a moment ago, so this one was not.
booking-store =
    Which of our workshops suits you?

    { $stores }
booking-store-why = Each workshop has its own free times, so I need to know where to look.
booking-store-option = { $store }
booking-store-line = 📍 <b>{ $store }</b>: { $address }
booking-car = Which car is coming in?
booking-car-why = Knowing the car, we can have the right parts ready.
booking-car-none = Which car is it? Just send me the number plate, or add it below.
booking-car-option = 🚗 { $car }
booking-add-car = ➕ Add a car
booking-reason =
    { $count ->
        [0] What would you like done? Pick as many as you like, or just tell me.
       *[other] So far: <b>{ $chosen }</b>. Anything else?
    }
booking-reason-why = So that we keep the right bay and enough time for you, and can give you a rough price.
booking-job = { $job }
booking-describe-fault = 🗣 A problem
booking-fault =
    { $has ->
        [yes] Noted: “{ $text }”{ $photos ->
            [0] {""}
            [one] {" "}📷 { $photos } photo
           *[other] {" "}📷 { $photos } photos
        }
       *[no] What’s wrong with it? For example: what noise, where, since when, at what speed. Photos help too.{ $photos ->
            [0] {""}
            [one] {" "}I have your photo – a few words, please.
           *[other] {" "}I have your { $photos } photos – a few words, please.
        }
    }{ $has ->
        [yes] {"\u000A"}Anything to add? Keep writing or send photos; if not, tap below.
       *[no] {""}
    }
booking-fault-why = The more we know, the better we prepare and the less you wait.
booking-no-fault = No problem after all
booking-danger =
    ⚠️ <b>That doesn’t sound safe. Please don’t drive the car any further.</b>
    Recovery and roadside help, day and night: { $roadside }
booking-danger-told =
    ⚠️ <b>That doesn’t sound safe. Please don’t drive the car any further.</b>
    Recovery and roadside help, day and night: { $roadside }
    An adviser has your message and will get back to you right away.
booking-alarmed =
    { $held ->
        [yes] An adviser has been told, and I’m holding the earliest slot for you – just confirm it.
       *[no] An adviser has been told and will be in touch as soon as possible.
    }
booking-held = I’m holding the earliest slot for you – just confirm it.
booking-day =
    { $free ->
        [0] This week is full. Try the next one, or tap “Earliest”.
       *[other] Which day suits you? You can also just write it, like “Saturday morning”.
    }
booking-day-why = Only days with room are offered. Tap one marked “full” for the nearest free times or the waiting list.
booking-which = Which one do you mean?
booking-which-days = There is room on these days. Which suits you?
booking-full =
    { $what ->
        [own] Your visit is already at { $wanted }. The nearest other times:
        [time] { $wanted } is fully booked. The nearest free times:
        [shut] We’re closed at that time ({ $wanted }; open { $hours } that day). The nearest free times:
        [soon] { $wanted } is too soon for us to get ready. The nearest free times:
        [late] { $wanted } is too late to finish before we close (open { $hours } that day). The nearest free times:
        [closed] We’re closed on { $wanted }. The nearest free times:
       *[day] { $wanted } is fully booked. The nearest free times:
    }
booking-full-why = On the waiting list, I’ll hold the first place that comes free and ask you.
booking-time-option = { $at }
booking-squeeze = ⏱ Squeeze in { $at }
booking-join-waitlist = 🔔 Waiting list
booking-time =
    { $free ->
        [0] No times left: { $day }. Shall we try another day?
       *[other] { $day } – what time? ({ $zone })
    }
booking-time-why = Once you pick a time I’ll hold it while you check the details.
booking-advisor = Which service adviser would you like?
booking-advisor-why = If you know one of us, you can ask for them; otherwise I’ll arrange it.
booking-advisor-option = 👤 { $name }
booking-any-advisor = No preference
booking-pickup = If we should collect the car, tell me where, when and who hands it over.
booking-pickup-why = We need to book a driver in advance.
booking-no-pickup = No collection
booking-remark = Anything your adviser should know?
booking-remark-why = For instance, whether you’ll wait or need a courtesy car.
booking-no-remark = Nothing else
booking-odometer = Roughly how many kilometres has it done? Just a number, like 35000.
booking-odometer-why = The mileage decides what is due this time.
booking-odometer-not-understood = I couldn’t read that. Just a number, please, like 35000.
booking-no-odometer = Not sure
booking-summary =
    Please check:

    🕒 <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }
    📍 { $store }{ $desk ->
        [yes] , adviser { $advisor }
       *[no] {""}
    }
    💰 { $price } (estimate)
    🏁 Ready around { $finish }{ $more ->
        [yes] {"\u000A"}{ $extra }
       *[no] {""}
    }

    We ask you before doing anything beyond the estimate.{ $kept ->
        [yes] {" "}I’m holding this slot until { $until }.
       *[no] {""}
    }
booking-summary-why = It’s only booked once you confirm.
booking-yes = ✅ Book it
booking-line-store = 📍 Workshop
booking-line-car = 🚗 Car
booking-line-reason = 🔧 Jobs
booking-line-fault = 🗣 Problem
booking-line-time = 🕒 Time
booking-line-advisor = 👤 Adviser
booking-line-remark = 📝 Note
booking-line-odometer = 📏 Mileage
booking-line-pickup = 🚙 Collection
booking-extra-pickup = 🚙 Collection: { $value }
booking-extra-odometer = 📏 { $value } km
booking-extra-remark = 📝 { $value }
booking-extra-photos =
    { $value ->
        [one] 📷 { $value } photo
       *[other] 📷 { $value } photos
    }
booking-done = You’re booked in 🎉 See you { $at }.
booking-done-toast = Booked
booking-requested = Got it – I’m holding { $at } for you. An adviser will look at it and confirm.
booking-requested-toast = Sent

# The same as last time
again_visit-title = Same as last time
again_visit-enough = { booking-enough }
again_visit-none = There’s no earlier visit yet, so let’s book this one from scratch.
again_visit-time = { $car }, once more: { $jobs }. Which time suits you? ({ $zone })
again_visit-other = 📅 Other times
again_visit-summary = { booking-summary }

# Finding a place
places-none = Everything is booked up for now. Try another job, or tap “Person” and we’ll find a way together.
places-taken = { $at } has just gone. The nearest free times: { $near }.
places-given-back = I’m no longer holding { $at } for you. Just say when you’d like to come.
places-gone = That time has just gone. Please pick another.
places-changed = With that change the old time no longer fits. Please pick another.
waitlist-already = You’re already on the waiting list: { $day }. I’ll tell you as soon as there’s room.
waitlist-joined = You’re on the waiting list: { $day }. When a place comes free I’ll hold it for { $minutes } minutes and ask you.
