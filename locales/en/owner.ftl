# Home
home-title = Home
home-hello =
    { $named ->
        [yes] Hello { $name }!
       *[no] Hello!
    } I’m the service assistant of { $company }. Ask me to book, move a visit or find you a person.
home-menu = What can I do for you? Tap a button or just write.
home-leaving = You asked on { $since } for your data to be deleted; it will be gone by { $until }. Changed your mind? Tap “Don’t delete”. Everything else works as usual.
home-booking = 🔧 Book a visit
home-again_visit = 🔁 As last time
home-bind = ➕ Add my car
home-visits = 📅 My bookings
home-cars = 🚗 My cars
home-human = 🙋 Talk to us
home-settings = ⚙️ Settings
home-help = ❓ Help

# The first minute
welcome-title = Getting started
welcome-privacy =
    Hello! I’m the service assistant of <b>{ $company }</b> 🙋 Ask me to book a visit, move it or reach your adviser.

    A word first: I keep only what servicing your car needs – your name, the number you share, your cars, bookings and messages. Write /mydata to see it, /deletemydata to have it deleted within { $days } days; visit records must be kept, but no longer with your name.
welcome-ok = 👌 Fine, go on
welcome-consents =
    Shall I write to you on my own? Tap to switch on or off.

    🔧 <b>Car reminders</b>: when service or inspection is due
    🎁 <b>Offers</b>: when the workshop has something good
    📝 <b>Help me learn</b>: keep what I didn’t understand, without plates, numbers or names

    Messages about your bookings come in any case.
welcome-consents-why = I won’t disturb you without your say-so. You can change this in Settings at any time.
welcome-go = Let’s start →
welcome-done = All set – I’m here whenever you need me.
consent-service = 🔧 Car reminders
consent-marketing = 🎁 Offers
consent-learning = 📝 Help me learn
language-zh-CN = 中文
language-en = English
language-ru = Русский

# Adding a car
bind-title = Add a car
bind-car =
    Tap “Share my number” below and I’ll recognise you and your cars.

    Or simply send me the number plate or the 17-character VIN.
bind-car-why = Knowing the car, we can have parts ready and see its history. Your number is used only to check it’s you.
bind-store = { booking-store }
bind-offer = Shall I add { $car } to your cars?
bind-offer-yes = ➕ Add it
bind-offer-no = No
bind-bound =
    { $count ->
        [0] Good to see you 👌 There’s no car under your name yet – send me the number plate.
        [one] Good to see you 👌 Your car: { $cars }.
       *[other] Good to see you 👌 Your cars: { $cars }.
    }
bind-bound-unseen = Good to see you 👌 Your car is here too, so you can book right away. You’ll see its details once a colleague has checked it’s yours.
bind-claimed = Noted: { $cars } – you can book right away. Once a colleague has checked it’s yours, you’ll see its history too.
bind-unknown = I’ve noted your number but found no car for it. Please send me the number plate.
bind-ambiguous = More than one owner is recorded with this number. A colleague will check and let you know. In a hurry? Send me the number plate.
bind-not-own = That doesn’t seem to be your own number. Tap the button below to share yours, or send me the number plate.
bind-unreadable =
    I couldn’t read that. { $example ->
        [none] Just write the plate as it is on the car
       *[other] A plate looks like “{ $example }”
    }; a VIN has 17 characters.
bind-too-many = That’s a lot of tries. Please come back in an hour, or ask for a person.
bind-used = That link no longer works. Share your number or send your number plate instead.

# My cars
cars-title = My cars
cars-vehicle =
    { $count ->
        [0] No car here yet. Add yours and booking gets quicker.
        [one] Here is your car. Tap it for details:
       *[other] Here are your cars. Tap one for details:
    }
cars-option = 🚗 { $car }
cars-card =
    { $trust ->
        [none] This car is no longer among yours.
        [claimed] <b>{ $car }</b>{"\u000A"}A colleague is still checking that it’s yours; then you’ll see its history. You can book already.
       *[proven] <b>{ $car }</b>{ $known ->
            [yes] {"\u000A"}{ $record }
           *[no] {"\u000A"}No visits yet.
        }
    }
cars-delivered = 📅 Delivered { $day }
cars-odometer = 📏 { $km } km
cars-odometer-on = 📏 { $km } km on { $day }
cars-insured = 🛡 Insured until { $day }
cars-inspection = 📋 Inspection due { $day }
cars-warranty = 🧰 Warranty until { $day }
cars-came = a visit
cars-visit = 🔧 { $at }: { $jobs }
cars-check = fault check
cars-let-go = Not mine any more
cars-let-go-sure = If you remove it, you’ll hear nothing more about this car. Are you sure?
cars-let-go-yes = Remove it
cars-keep = Keep it
cars-gone = Done, it’s removed.

# Settings
settings-title = Settings
settings-menu = We’re speaking { $language }. What would you like to change?
settings-consents = 🤝 My permissions
settings-privacy = 🔒 Privacy
settings-mydata = 📄 My data
settings-deletion = 🗑 Delete my data
consents-title = My permissions
consents-switches =
    Switch on what you like, with a tap.

    🔧 <b>Car reminders</b>: when service or inspection is due
    🎁 <b>Offers</b>: when the workshop has something good
    📝 <b>Help me learn</b>: keep what I didn’t understand, without plates, numbers or names

    Messages about your bookings come in any case.
consents-switches-why = I won’t disturb you without your say-so. You can change this at any time.
consents-kept = All set.
stop-done = All right, no more reminders and offers. I’ll still tell you about visits you’ve booked. To hear from us again, switch them on in Settings.

# Privacy and data
privacy-title = Privacy
privacy-notice =
    <b>How { $company } treats your data</b>

    <b>What we keep</b>: your name, the number you share, your cars, bookings, messages and photos you send.
    <b>What for</b>: to arrange your visits and confirm them; reminders and offers only if you agreed.
    <b>Who sees it</b>: the colleagues at the workshop who look after you. They don’t see your Telegram account.
    <b>You can</b>: see it with /mydata, stop reminders with /stop, delete it with /deletemydata.

    If you delete it, reminders and offers stop at once and everything is erased within { $days } days; visit records must be kept, but no longer with your name.
mydata-title = My data
mydata-record =
    <b>What we know about you</b>

    👤 { $name }
    ☎️ { $phone }
    🌐 { $language }
    🚗 { $cars }
    🔧 Car reminders: { $service }
    🎁 Offers: { $marketing }
    📝 Help me learn: { $learning }{ $known ->
        [yes] {"\u000A"}{ $more }
       *[no] {""}
    }

    { $count ->
        [0] No visits yet.
        [one] <b>{ $count } visit</b>{"\u000A"}{ $visits }
       *[other] <b>{ $count } visits</b>{"\u000A"}{ $visits }
    }
mydata-reference = 🔖 Customer number { $number }
mydata-birthday = 🎂 Birthday { $day }
mydata-lunar = 🎂 Lunar birthday { $day }
mydata-wedding = 💍 Wedding day { $day }
mydata-licence = 🪪 Driving licence until { $day }
mydata-reading = 📏 { $car }, { $day }: { $km } km
mydata-past = { $day } · { $car } · { $work }
mydata-since = on since { $at }
mydata-no = off
mydata-visit =
    { $at } · { $store } · { $jobs }{ $state ->
        [requested] {" "}· requested
        [confirmed] {" "}· booked
        [no_show] {" "}· missed
        [cancelled] {" "}· cancelled
       *[other] {""}
    }
deletion-title = Delete my data
deletion-sure =
    { $asked ->
        [yes] You asked on { $since } for your data to be deleted; it will be gone by { $until }. Until then you only hear about visits you have booked and from people you talk to. You can still take it back.
       *[no] Delete your data?{"\u000A"}{"\u000A"}Reminders and offers stop at once, and within { $days } days we erase your name, number, car links, photos and messages. Visit records must be kept, but no longer with your name. Visits already booked are not cancelled by this; you still hear about them.
    }
deletion-yes = 🗑 Yes, delete
deletion-no = Not now
deletion-done = Understood: no more reminders or offers from now on, and your data will be erased.
deletion-withdraw = ↺ Don’t delete
deletion-withdrawn = Taken back – everything stays as it was.

# Help
help-title = Help
help-words =
    Just write, for example:
    “Oil change tomorrow at 3 pm”
    “The brakes squeal, can you look on Saturday?”
    “Move my booking to Friday”

    Or use:
    /book · /bookings · /mycar
    /human – talk to a person
    /settings · /language
    /stop – no more reminders
    /privacy · /mydata · /deletemydata
    /cancel – leave what you’re doing

# Asked in passing
told-hours =
    { $open ->
        [yes] { $store } is open today { $hours }. Phone { $phone }.
       *[no] { $store } is closed today. Phone { $phone }.
    }{ $differ ->
        [yes] {"\u000A"}{ $others }
       *[no] {""}
    }
told-hours-line = { $day }: { $open ->
        [yes] { $hours }
       *[no] closed
    }
told-address = { $store }: { $address }. Phone { $phone }.
told-roadside = Roadside help, day and night: { $roadside }. Please stop somewhere safe first.
told-price = It depends on the car and the job. Tap “Book a visit” and pick the jobs: you’ll see an estimate before anything is booked.
told-price-of =
    About this much; you’ll see the estimate before anything is booked:
    { $lines }
told-price-line = { $job }: { $price }, about { $minutes }
told-answer = { $text }
told-lost = I still don’t quite follow, so I’ve passed your messages to a colleague. They’ll answer you here.
told-yes = Good 👌 If there’s anything you need, just tell me.
told-no = All right. I’m here whenever you need me.
told-later = No problem, just write when it suits you.
told-delayed = No problem, your adviser knows and we’re keeping your { $at } place. Drive safely.
told-thanks = You’re welcome 😊
told-greeting = Hello!
told-smalltalk = 😊 Ask me anything about your car.
told-received =
    { $kind ->
        [place] Got your location. If the car has broken down, call { $roadside }, day and night. To show it to a colleague, ask for a person and send it again.
        [voice] I can’t listen to voice messages yet – please type. To have a colleague hear it, ask for a person.
        [sticker] 😄 Nice one.
       *[other] Got it, though I can’t use it here. To show it to a colleague, ask for a person and send it again.
    }

# On a slip of paper with a QR code
links-plate = Plate
links-name = First name
links-code = Code
links-link = Link
slip-hint =
    Scan to start the chat,
    or send the bot the code above.
    Good once, for you only.
