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
