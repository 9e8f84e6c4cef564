# Talking to a person: the owner's side and the staff's
human-title = Talk to a person
human-talk =
    { $state ->
        [taken] Just type. Photos, voice messages and files reach us too.
       *[other] { $open ->
            [yes] { $passed ->
                [yes] A colleague has been called. Add anything you like here; photos and voice are welcome too.
               *[no] A colleague has been called. Please write your question; photos, voice and files are welcome too.
            }
           *[no] { $passed ->
                [yes] We are closed right now and will answer as soon as we open, <b>{ $from }</b>; add anything you like meanwhile. If it is urgent, call { $phone }.
               *[no] We are closed right now. Leave your question here (photos and voice too) and we will answer as soon as we open, <b>{ $from }</b>. If it is urgent, call { $phone }.
            }
        }
    }
human-end = That’s all
human-ended = All right. We are here whenever you need us.
human-aside = 🤖 Back to the bot
human-aside-done = I’m here. The chat with our colleague stays open: tap “Reply” under their message to go on.
human-passed-on = You’re in a chat with our colleague, so I passed this on to them.
human-over = This conversation has ended.
human-use-words = Please type, or send a photo, a voice message or a file.
case-taken = 👋 { $name }, { $role ->
        [service_advisor] your service advisor
        [service_manager] service manager
        [sales_advisor] your sales advisor
        [sales_manager] sales manager
        [customer_care] customer care
        [general_manager] general manager
       *[other] from our team
    }, is here. To write to me, tap “Reply” below.
case-closed = We will leave it here for now. If anything else comes up, just write 🙏
case-reply = 💬 Reply
case-from-staff =
    <b>{ $name }</b>{ $has ->
        [file] :
       *[other] : { $text }
    }
case-from-owner =
    <b>{ $owner }</b>{ $has ->
        [file] :
       *[other] : { $text }
    }
case-card =
    💬 <b>Conversation { $number }</b> · { $state ->
        [new] waiting for somebody
        [taken] with { $taken_by }
       *[other] ended
    }
    👤 { $owner } { $phone }
    🚗 { $car }{ $state ->
        [taken]
            {""}
            Reply to the owner’s message and it goes to the owner.
       *[other] {""}
    }
case-take = 🙋 I’ll take it
case-close = ✔️ End conversation
case-topic = 💬 { $owner } ({ $number })
