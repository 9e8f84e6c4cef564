# Staff: joining, menu, settings
role-service_advisor = service advisor
role-sales_advisor = sales advisor
role-customer_care = customer care
role-service_manager = service manager
role-sales_manager = sales manager
role-general_manager = general manager
role-marketing = marketing
role-administrator = administrator
staff-stranger = Hello! This is the assistant of the shop's staff. Ask your administrator for an invitation link and open it to join. If you drive one of our cars, please write to the owners' assistant.
staff-invite-used = This invitation is no longer valid. Please ask your administrator for a new one.
staff-welcome = Welcome to { $company } 👋 New bookings, changes and owners' messages will come here.
staff-only = Only the shop's staff can do this.
staff-anonymous = I cannot tell who wrote this: it came anonymously or from a channel. Please turn off “Remain anonymous” and try again.
staff-not-yours = A colleague opened this page. Send /today for one of your own.
staff-not-allowed = This is not for your role. Please ask your manager.
staff-gone = This is no longer there. Please look at the latest message.
staff-bind-in-group = Please add me to your store's group and send /bind there.
staff-bound =
    ✅ From now on this is the group of { $store }: booking cards will come here.{ $topics ->
        [yes] {""}
       *[no] {" "}Better turn on topics in the group's settings, so that each conversation gets its own.
    }
staff-other-group = This is not your store’s group. I only talk about a store in its own group and in private.
staff-added = Hello 👋 Please make me an administrator who may manage topics, then let your administrator send /bind here. Booking cards will then come to this group.
staff-no-channels = I work in groups and direct messages, so I am leaving this channel.
staff-group-lost = I was removed from the store's group; booking cards now come by direct message. To change that, add me again and send /bind there.
staff-home-title = Menu
staff-home-menu = Hello { $name }! { $store } · { $role }
staff-home-today = 📋 Today
staff-home-tomorrow = 📅 Tomorrow
staff-home-owners = 🔎 Find an owner
staff-home-handover = 🔗 Hand-over link
staff-home-team = 👥 Team
staff-home-settings = ⚙️ Settings
staff-settings-title = Settings
staff-settings-menu = Which language for messages and cards?
staff-language-zh-CN = 中文
staff-language-en = English
staff-language-ru = Русский
staff-language-kept = All right, English it is.
staff-only-direct = This works in our direct chat only. Tap my picture and write to me.
staff-no-link-yet = I am not connected to Telegram yet. Please try again in a minute.
command-staff-today = Today's visits
command-staff-tomorrow = Tomorrow's visits
command-staff-mine = My complaints
command-staff-settings = Settings

# Board of a day
board-title = board
board-rows =
    📋 <b>{ $day }</b>{ $count ->
        [0] {""}
        [one] : one car, { $arrived } here
       *[other] : { $count } cars, { $arrived } here
    }

    { $count ->
        [0] Nothing booked for this day yet.
       *[other] { $lines }
    }
board-row =
    { $state ->
        [requested] 🟡
        [confirmed] 🟢
        [arrived] 🔵
        [no_show] ⚪️
       *[done] ✅
    } <b>{ $at }</b> { $car } · { $owner }{ $flag ->
        [safety] {" "}🚨
        [repeat] {" "}🔁
       *[none] {""}
    }
    　　{ $jobs } ({ $state ->
        [requested] to be confirmed
        [confirmed] booked
        [arrived] here
        [no_show] did not come
       *[done] done
    }, { $advisor })
board-arrived = ✅ { $at } here
board-missed = ✖️ { $at } no-show
board-open = { $at } details
board-refresh = 🔄 Refresh
board-today = Today
board-tomorrow = Tomorrow
visit-arrived = The car of { $at } is marked as here.
visit-no-show = The visit of { $at } is marked as not come. Its place is free again, and the owner was offered a new time.
visit-not-today = This visit is on { $at }; mark it on its day.
visit-not-yet = It is not time yet ({ $at }). Let us wait a little.
visit-confirmed = Confirmed. The owner has been told.
visit-noted = Noted.
visit-note-full = This note has grown too long.
visit-as-it-is =
    { $state ->
        [requested] This visit is still to be confirmed.
        [confirmed] This visit is confirmed already.
        [arrived] This car is marked as here already.
        [no_show] This visit is marked as not come.
        [cancelled] The owner has cancelled this visit.
        [done] This visit is done.
       *[other] This visit is over.
    }
staff-visit-title = visit
staff-visit-card = { $lines }

# Cards
card-visit = { $lines }
card-head =
    { $state ->
        [requested] 🟡 <b>To be confirmed</b>
        [confirmed] 🟢 <b>Booked</b>
        [arrived] 🔵 <b>Here</b>
        [no_show] ⚪️ <b>Did not come</b>
        [cancelled] ✖️ <b>Cancelled</b>
        [done] ✅ <b>Done</b>
       *[other] <b>Over</b>
    } · No. { $number }
card-flag-safety = 🚨 Safety fault: first of all, please
card-flag-repeat = 🔁 May be a repeat repair: please give it priority
card-flag-vip = ⭐️ VIP
card-when = 🕒 <b>{ $short }</b>, ready about { $finish }
card-car = 🚗 { $car }
card-jobs = 🔧 { $jobs } ({ $duration }, estimate { $price })
card-owner = 👤 { $owner } { $phone }
card-desk = 🧑‍🔧 { $advisor }, { $bay }
card-pickup = 🚙 Pick-up: { $value }
card-odometer-km = 📏 { $value } km
card-remark = 💬 Owner's remark: { $value }
card-note = 📝 Note: { $value }
card-promised = 👌 The owner said they are coming
card-photos =
    📷 { $value ->
        [one] one photo
       *[other] { $value } photos
    }
card-reason =
    Reason: { $reason ->
        [time] the time does not suit
        [sold] the car is sold
        [elsewhere] done elsewhere
       *[other] other
    }
card-photo = 📷 Photo for No. { $number }
card-said-moved = 🔁 No. { $number } moved to <b>{ $short }</b>: { $car }, { $jobs }
card-said-cancelled = ✖️ No. { $number } cancelled: { $car }, was { $short }
card-said-on_my_way = 🚗 The owner of { $short } is on the way; the place is kept a while longer (No. { $number }).
card-said-says_here = 📍 The owner of { $short } says they are here; please go and meet them (No. { $number }).
card-said-declined = 🙅 No. { $number }: none of the proposed times suits the owner. { $car }, still { $short }
card-confirm = ✅ Confirm
card-arrived = ✅ Here
card-missed = ✖️ Did not come
card-propose = 🕒 Other times
card-add-note = 📝 Note
card-take-chat = 💬 Take the chat
card-danger =
    🚨 <b>Safety fault</b>
    👤 { $owner } { $phone }
    🚗 { $car }
    “{ $words }”
card-claim =
    🚗 <b>Please check the owner</b>
    { $owner } ({ $phone }) says that { $car } is theirs. { $others ->
        [yes] So far it was recorded for somebody else.
       *[no] We have nobody recorded for it yet.
    }
card-claim-phone =
    📱 <b>Please check the owner</b>
    The phone number of { $owner } ({ $phone }) is recorded for several owners. Please find out which one it is.
card-claim-yes = ✅ It is theirs
card-claim-done = ✅ { $by } confirmed: { $car } belongs to { $owner } ({ $phone }).
claim-confirmed = Confirmed. The owner has been told.
claim-known = This was confirmed before.
chat-taken = You have this conversation now.
chat-taken-by = { $name } has this conversation.
chat-closed = The conversation is closed.
chat-over = The conversation was closed before.

# Proposing other times
propose-title = other times
propose-day = No. { $number }, booked for { $start }. Which day instead? You can type it too, like “Saturday 10 am”.
propose-time = { $day }: what time?
propose-more =
    { $count ->
        [one] Send this time to the owner? One tap moves the visit:
       *[other] Send these { $count } times to the owner? One tap moves the visit:
    }

    { $times }
propose-send = 📨 Send to the owner
propose-add = ➕ One more
propose-clear = 🗑 Start over
propose-another = Choose one more.
propose-cleared = All right, from the beginning.
propose-none = Everything is taken for now.
propose-none-then = Nothing is free then. Please choose another time.
propose-taken = { $at } is not free. Please choose another time.
propose-gone = { $times } has just been taken. Please choose another time.
propose-sent = Sent. You will hear at once when the owner has chosen.
propose-sent-toast = Sent
propose-unreachable = The owner has no chat with us, so please call: { $phone }

note-title = note
note-words =
    What should colleagues know about No. { $number }? Only staff see it.{ $group ->
        [yes] {" "}Please write it as a <b>reply</b> to this message.
       *[no] {""}
    }

# Hand-over and team
handover-title = hand-over link
handover-car = Send me the plate or the VIN. I make a one-time link and a QR code, and the owner's car is bound by one scan.
handover-not-read =
    I cannot read that. Please send the plate{ $example ->
        [none] {""}
       *[other] {" "}(like { $example })
    } or the 17 characters of the VIN.
handover-link =
    🔗 <b>{ $car }</b>
    Let the owner open this or scan the code below. Good once, until { $until }:
    { $link }
team-title = team
team-list = Your store's team:
team-member =
    { $blocked ->
        [yes] 🚫 { $name } · { $role }
       *[no] { $name } · { $role }
    }
team-invite = ➕ Invite a colleague
colleague-title = colleague
colleague-card =
    { $blocked ->
        [yes] { $name } · { $role }. Has stopped me and gets no messages.
       *[no] { $name } · { $role }
    }
colleague-remove = Left: remove
colleague-removed = { $name } is removed and sees nothing any more.
invite-title = invitation
invite-role = Which role?
invite-desk = Which reception desk?
invite-desk-option = { $name }
invite-no-desk = No desk of their own
invite-link =
    🔗 An invitation ({ $role }). Send it to your colleague only; it is good once, until { $until }:
    { $link }
card-deletion =
    🗑 <b>{ $news ->
        [withdrawn] Deletion of data taken back
       *[asked] Deletion of data asked for
    }</b>
    👤 { $owner } { $phone }
    { $news ->
        [withdrawn] They changed their mind; everything stays as it was. Nothing for you to do.
       *[asked] Everything is erased by { $until }; until then they only hear about visits they keep and from people they talk to. Nothing for you to do.
    }

# Owners' records
owners-title = Find an owner
owners-who = Send a number plate, phone, name, VIN or customer number and I'll look.
owners-found = This is who I found. Tap one to see the record:
owners-option = { $name } · { $car }
owners-nobody = Nobody found. Try something else, a number plate or phone, say.
owner-title = Owner's record
owner-card =
    <b>{ $name }</b>
    Phone: { $phone }
    Cars: { $cars }
owner-to-name = ✏️ Correct name
owner-to-phone = 📞 Correct phone
owner-to-merge = 🔀 Merge a duplicate
owner-to-car = 🚗 Merge a duplicate car
owner-name-title = Correct a name
owner-name-name = What should { $name } be called? Send me the right name.
owner-name-bad = That is empty or too long. Please send it again.
owner-phone-title = Correct a phone
owner-phone-phone = { $name } is recorded with { $phone }. Send me the right number.
owner-phone-bad = I can't read that number. Please send it with its country code.
owner-corrected = Done. Imports won't overwrite it.
owner-merge-title = Merge records
owner-merge-who = Which record is the same person as { $name }? Send its plate, phone or name.
owner-merge-other = Which one becomes part of { $name }?
owner-merge-sure =
    Stays: { $kept }
    Joins it: { $gone }
    Cars, history and chats go to the record that stays; only messages both agreed to go on. This can't be undone. Sure?
owner-line = { $name } ({ $phone })
owner-merged = Merged.
owner-car-title = Merge cars
owner-car-car = Which of { $name }'s cars is recorded twice? Tap the one that stays:
owner-car-option = { $car } · { $model }
owner-car-who = { $kept } stays. What plate or VIN is the other record under? Send it to me.
owner-car-nothing = I found no other record. Try its plate or its VIN.
owner-car-two = Their VINs differ, so these are two cars and can't be merged.
owner-car-sure =
    Stays: { $kept }
    Joins it: { $gone }
    Visits, odometer, bookings and drivers go to the car that stays, and everyone named here will see its history. This can't be undone. Sure?
owner-car-line = { $car } · { $model } ({ $drivers })
