# Complaints: the owner's side
complaint-title = Complaint
complaint-said = I’m really sorry about this. Tell us what happened; a photo is fine too.
complaint-use-words = Please write what happened, or send a photo.
complaint-opened =
    { $level ->
        [critical] { $informed ->
            [yes] I’m really sorry. This is urgent and has gone straight to { $people }. You’ll get a call by <b>{ $by }</b>. If it can’t wait: { $phone }. Your complaint is No. { $number }.
           *[no] I’m really sorry. This is urgent and has gone straight to the person in charge. You’ll get a call by <b>{ $by }</b>. If it can’t wait: { $phone }. Your complaint is No. { $number }.
        }
       *[other] I’m really sorry about this. It’s written down as No. <b>{ $number }</b>, and you’ll hear from us by <b>{ $by }</b>.
    }
complaint-person =
    { $role ->
        [service_advisor] service advisor
        [service_manager] service manager
        [sales_advisor] sales advisor
        [sales_manager] sales manager
        [customer_care] customer care
        [general_manager] general manager
       *[other] colleague
    } { $name }
complaint-car = Which car is it about?
complaint-car-why = Then a colleague can look up its records first and won’t ask you again.
complaint-car-option = { $car }
complaint-no-car = Not about a car
complaint-since = Since when?
complaint-since-why = It helps us find the visit in question. Never mind if you don’t remember.
complaint-since-today = Today
complaint-since-days = A few days
complaint-since-weeks = A few weeks
complaint-since-longer = Longer
complaint-since-skip = Skip
complaint-wish = What would put it right? Tap one or write it.
complaint-wish-why = Knowing what matters most to you, we can suggest something that fits.
complaint-wish-fix = Fix the problem
complaint-wish-refund = Money back
complaint-wish-apology = An explanation
complaint-wish-call = Call me
complaint-wish-skip = Skip
complaint-talk = We’re working on complaint No. { $number }. Anything to add? Just send it: text, photos, voice.
complaint-where = 🔎 Where is it?
complaint-leave = That’s all for now
complaint-left = All right. We’re on No. { $number } and will tell you as soon as there is news.
complaint-over = This complaint is closed.
complaint-status =
    { $state ->
        [new] { $timed ->
            [yes] No. { $number }: a colleague is being found. You’ll hear from us by <b>{ $by }</b>.
           *[no] No. { $number }: a colleague is being found.
        }
        [waiting] No. { $number }: { $named ->
            [yes] { $name } is waiting for your answer. Just write it here.
           *[no] we’re waiting for your answer. Just write it here.
        }
        [hold] No. { $number }: as agreed, we go on <b>{ $until }</b> and will contact you then.
        [offered] No. { $number }: you have our suggestions above. Please choose one, or tell us if none suits.
        [agreed] No. { $number }: we’re carrying out what you chose.
        [done] No. { $number }: it’s done and waits for your word.
       *[other] No. { $number }: { $named ->
            [yes] { $name } is on it{ $timed ->
                [yes] {""}. You’ll have a suggestion by <b>{ $by }</b>.
               *[no] .
            }
           *[no] another colleague is taking over{ $timed ->
                [yes] {""} and will contact you by <b>{ $by }</b>.
               *[no] .
            }
        }
    }
home-complaint = 📣 My complaint
complaint-same = Welcome back. Is it about complaint No. { $number } again, or something else?
complaint-same-same = 🔁 No. { $number } again
complaint-same-new = ✏️ Something else
complaint-again = No. { $number } is open again. All you told us is still there, no need to repeat it.
complaint-held = No. { $number } has to wait a little. We go on <b>{ $day }</b> and will contact you then.
complaint-handed =
    👋 { $role ->
        [service_advisor] Service advisor
        [service_manager] Service manager
        [sales_advisor] Sales advisor
        [sales_manager] Sales manager
        [customer_care] Customer care
        [general_manager] General manager
       *[other] Colleague
    } { $name } looks after your complaint from now on and knows all about it.
solution = About your complaint No. { $number }: we can think of { $count ->
        [2] two
       *[other] { $count }
    } ways to put it right. Which suits you?
solution-list = { $solutions }
solution-take = ✔️ { $solution }
solution-none = None of these
solution-taken = All right: “{ $solution }”. We’ll see to it at once.
solution-none-told = I see, we’ll think again. What would suit you? Just write it below.
solution-over = That one is settled already, please see the latest message.
settled-ask =
    { $time ->
        [1] We’ve taken care of your complaint No. { $number }:
       *[other] Just to be sure about complaint No. { $number }:
    }
    “{ $remedy }”
    Is it settled for you?
settled-yes = 👍 Settled
settled-no = 👎 Not yet
settled-thanks = Thank you for telling us, and for your patience.
settled-not = I’m sorry. We’ll go on. What is still missing? Just write it below.
rating-title = Rating
rating-result = Are you happy with the result?
rating-speed = And with how fast it went?
rating-yes = 😊 Yes
rating-mostly = 🙂 Mostly
rating-no = 😕 No
rating-thanks = Noted, thank you.
