# The desk of complaints: the staff's side
case-offer-button = 🎁 Suggest
case-hold-button = ⏸ On hold
case-note-button = 📝 Note
case-resolve-button = ✅ Resolved
case-button = ⚙️ More
complaint-card = { $lines }
complaint-head =
    { $level ->
        [critical] 🔴 <b>Critical complaint { $number }</b>
        [serious] 🟠 <b>Serious complaint { $number }</b>
       *[ordinary] 🟡 <b>Complaint { $number }</b>
    }{ $reason ->
        [danger] {" "}(safety)
        [threat] {" "}(media, authority or court)
        [claim] {" "}(a large sum is demanded)
        [third] {" "}(third time)
        [refused] {" "}(no agreement so far)
        [staff] {" "}(raised by a colleague)
        [again] {" "}(not the first time)
        [angry] {" "}(very upset)
        [valued] {" "}(key customer)
       *[usual] {""}
    }
complaint-state =
    { $state ->
        [new] ⏳ waiting for somebody
        [taken] 👤 { $taken_by } is on it
        [waiting] 💬 { $taken_by }, waiting for the owner
        [hold] ⏸ { $taken_by }, on hold
        [offered] 🎁 { $taken_by }, suggestions sent
        [agreed] 🤝 { $taken_by }, carrying out what was agreed
        [done] ✅ { $taken_by }, done, waiting for the owner’s yes
       *[closed] ✔️ closed
    }
complaint-owner = 👤 { $owner } { $phone } · 🚗 { $car }
complaint-what =
    { $category ->
        [sales] sales
        [parts] parts
        [service] service
        [warranty] warranty
        [quality] product quality
       *[other] other
    } · { $source ->
        [staff] entered by a colleague
        [score] low score
        [checkin] check-in
        [button] the owner tapped “complaint”
       *[words] the owner wrote
    }
complaint-words-line = “{ $value }”
complaint-since-line = Since: { $value }
complaint-wish-line = Wants: { $value }
complaint-due =
    { $clock ->
        [taken] To be taken
        [answered] First answer
       *[solved] Solution
    }: { $paused ->
        [yes] on pause, waiting for the owner
       *[no] by { $at }
    }
complaint-told = 📢 Told: { $names }
complaint-skipped =
    🚫 { $name } not reached: { $reason ->
        [away] away
        [blocked] has blocked the bot
       *[not_started] has not started the bot
    }
complaint-cause-line = Cause: { $value }
complaint-remedy-line = Done: { $value }
complaint-prevention-line = Prevention: { $value }
complaint-how =
    { $how ->
        [yes] The owner said yes
        [phone] The owner said yes on the phone
        [merged] Merged into another complaint of the same owner
        [erased] The owner’s data were erased
       *[silence] No answer to two questions, recorded as settled
    }
complaint-new =
    📣 <b>New complaint { $number }</b>. You’re on duty, please take it.
    👤 { $owner } { $phone }
    “{ $words }”
complaint-call =
    { $level ->
        [critical] 🔴 <b>Critical complaint { $number }</b>
        [serious] 🟠 <b>Serious complaint { $number }</b>
       *[ordinary] 🟡 <b>Complaint { $number }</b>
    }: { $clock ->
        [taken] { $late ->
            [yes] nobody has taken it yet
           *[no] please take it by { $by }
        }
        [answered] { $late ->
            [yes] the owner still has no answer
           *[no] please answer the owner by { $by }
        }
       *[solved] { $late ->
            [yes] there is no solution yet
           *[no] please suggest a solution by { $by }
        }
    }
    👤 { $owner } { $phone }
    “{ $words }”
case-title = Complaint
case-page = { $card }
case-do-take = 🙋 I take it
case-do-offer = 🎁 Suggest
case-do-resolve = ✅ Resolved
case-do-wait = 💬 Wait for owner
case-do-hold = ⏸ On hold
case-do-hand = 🤝 Hand over
case-do-rework = 🔧 Rework
case-do-phone = ☎️ Yes by phone
case-do-raise = 🔴 Make critical
case-do-note = 📝 Note
case-do-past = 📚 Owner, history
case-not-now = That can’t be done now, please see the latest card.
case-waits = All right, we wait for the owner; the clock is on pause.
case-held = On hold until { $day }; the owner knows.
case-handed = Handed over to { $name }; the owner knows.
case-raised = It’s critical now, the manager hears of it at once.
case-noted = Noted, for colleagues only.
case-resolved = Good. The owner has been asked whether it’s settled.
case-closed-now = Closed, confirmed by phone.
case-ask-them = This owner can be written to, please wait for their own answer.
case-call-them = This owner can’t be written to, please call: { $phone }
case-blocked = 🚫 Complaint { $number }: the owner has stopped our bot, please call: { $phone }
case-orphaned = ⚠️ { $name } has left. Nobody has No. { $number } now, please take it.
case-woken = ⏰ Complaint { $number }: the day agreed upon has come, please go on.
case-reopened = 🔁 Complaint { $number }: the owner says it isn’t settled, please go on.
case-agreed = 🤝 Complaint { $number }: the owner chose “{ $solution }”.
case-declined = 🙅 Complaint { $number }: none of the suggestions suits the owner.
case-offer-title = Suggestions
case-offer-solutions =
    Choose two or three for the owner. 🔑 needs a manager’s yes first.{ $count ->
        [0] {""}
       *[other] {" "}Chosen: { $count }, { $chosen }
    }
case-offer-option =
    { $free ->
        [yes] { $solution } · { $cost }
       *[no] 🔑 { $solution } · { $cost }
    }
case-offer-count = Please choose two or three.
case-offer-sent = Sent to the owner. You’ll hear as soon as they choose.
case-offer-asked = That’s above your limit. A manager has been asked; after a yes it goes to the owner by itself.
case-offer-over = That round is over already.
case-offer-refused = 🙅 Complaint { $number }: { $name } doesn’t agree with these suggestions, please choose others.
case-offer-refused-toast = Your colleague knows.
case-ask =
    🔑 <b>Compensation to confirm</b>, complaint { $number }
    { $name } would like to suggest:
    { $solutions }
case-ask-line = { $solution } · { $cost }
case-confirm = ✅ Agree
case-refuse = ✖️ Don’t agree
case-hold-title = On hold
case-hold-until = Until when should complaint { $number } wait? Tap a day or write one.{ $group ->
        [yes] {" "}Please <b>reply</b> to this message.
       *[no] {""}
    }
case-hold-option = { $day }
case-hand-title = Handing over
case-hand-to = Who takes over complaint { $number }?
case-hand-option = { $name } · { $role }
case-note-title = Note
case-note-words =
    What should be noted about complaint { $number }? Colleagues only.{ $group ->
        [yes] {" "}Please <b>reply</b> to this message.
       *[no] {""}
    }
case-resolve-title = Resolving
case-resolve-cause =
    Complaint { $number }: what was the cause?{ $group ->
        [yes] {" "}Please <b>reply</b> to this message.
       *[no] {""}
    }
case-resolve-remedy = Complaint { $number }: what was done? The owner will read this.
case-resolve-prevention = Complaint { $number }: how do we keep it from happening again?
case-resolve-compensation = Complaint { $number }: how much compensation was paid?
case-resolve-cost = Complaint { $number }: what did it cost in all?
case-resolve-nothing = Nothing
case-resolve-no-number = Please write a number, like 200.
case-resolve-too-much = Your limit is { $limit }. For more, a manager has to do this step.
case-past-title = Owner and history
case-past-page =
    👤 <b>{ $owner }</b> { $phone }{ $vip ->
        [yes] {" "}⭐️
       *[no] {""}
    }
    🚗 { $cars }

    <b>Visits</b>
    { $visits }

    <b>Earlier chats and complaints</b>
    { $cases }

    <b>This complaint</b>
    { $trail }
case-past-visit = { $at } { $jobs }
case-past-case =
    { $at } { $kind ->
        [complaint] complaint
       *[other] chat
    } { $number }
case-past-none = none
case-past-owner = owner
case-past-house = the bot
case-past-console = the bot
case-past-event =
    { $at } { $who }: { $deed ->
        [opened] complained
        [taken] took it
        [climbed] called people
        [raised] made it graver
        [escalated] passed it up
        [offered] sent suggestions
        [asked] asked a manager
        [confirmed] agreed to the suggestions
        [refused] did not agree
        [agreed] chose a suggestion
        [declined] said no to all
        [waiting] waits for the owner
        [held] put it on hold
        [woken] hold is over
        [handed] handed it over
        [orphaned] left without a keeper
        [done] resolved it
        [ask] asked the owner
        [closed] closed it
        [reopened] opened it again
        [rated] rated it
        [merged] merged it
        [rework] booked the rework
       *[noted] noted
    }{ $noted ->
        [yes] {" "}“{ $text }”
       *[no] {""}
    }
case-rework-booked = Rework booked for { $at }; the owner has been told.
case-rework-known = The rework is booked already: { $at }.
case-rework-full = Nothing is free soon, please agree on a time with the owner.
cases-title = Complaints and chats
cases-list =
    { $which ->
        [mine] 📥 <b>Mine</b>
        [open] 📂 <b>All open</b>
        [overdue] ⏰ <b>Overdue</b>
       *[found] 🔎 <b>Found</b>
    }: { $count ->
        [0] none
       *[other] { $count }
    }
    Write a number, plate, phone or name to look for one.
cases-option =
    { $level ->
        [critical] 🔴
        [serious] 🟠
        [ordinary] 🟡
       *[talk] 💬
    } { $number } · { $owner }
cases-mine = 📥 Mine
cases-open = 📂 All
cases-overdue = ⏰ Overdue
cases-nothing = Nothing found. Try a number, plate or phone.
staff-home-cases = 📣 Complaints
owner-to-complaint = 📣 Enter a complaint
complaint-entry-title = Entering a complaint
complaint-entry-words = What did the owner say? In their own words, please.
complaint-entry-done = Complaint { $number } is entered.
duty-title = Duty
duty-week =
    📅 <b>Duty roster</b>
    { $lines }{ $gone ->
        [0] {""}
       *[other]
            {""}

            🏖 { $away }
    }
duty-line = { $day }: { $desk }, after hours { $call }
duty-away = { $name } is away until { $until }, replaced by { $instead }
duty-day-button = { $day }
duty-to-away = 🏖 Absence
duty-day-title = Duty
duty-day-part = Which part?
duty-part-desk = Opening hours
duty-part-call = After hours
duty-day-who = Who is on duty?
duty-nobody = Nobody by name
duty-set = Done.
absence-title = Absence
absence-who = Who is away?
absence-days = For how many days?
absence-instead = Who stands in?
absence-back = Back at work
absence-set = Noted, until { $until }.
absence-ended = Good, back at work.
absence-length =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
