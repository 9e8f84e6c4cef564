# Messages of an owner
ledger-title = Messages
ledger-lines =
    📒 <b>Messages to { $name }</b>

    { $count ->
        [0] Nothing has been planned yet.
       *[other] { $lines }
    }
ledger-line =
    { $state ->
        [waiting] ⏳
        [sent] ✅
        [merged] ➕
       *[dropped] ✖️
    } { $at } · { $kind }: { $reason ->
        [due] { $state ->
            [waiting] goes when it is time
           *[other] sent
        }
        [merged] sent inside another message
        [untrue] not sent, { $detail ->
            [done] done already
            [booked] booked already
            [sold] not their car any more
            [renewed] the day has changed
            [later] they asked for later
            [not_yet] not due yet
            [moved] the visit was moved
            [cancelled] the visit was cancelled
            [arrived] they had arrived
            [no_show] they did not come
            [answered] answered already
            [asked] asked just before
            [unhappy] unhappy last time
            [case_open] talking with a colleague
           *[other] things have changed
        }
        [expired] not sent, too late for it
        [unreachable] not sent, no chat or blocked
        [stopped] not sent, they want no messages
        [no_consent] not sent, no consent
        [switched_off] not sent, this kind is off
        [early] not yet time
        [quiet_hours] waits for the morning
        [open_complaint] waits for the complaint to be settled
        [too_soon] too soon after the last one
        [week_full] enough for this week, goes later
       *[other] { $detail }
    }
owner-to-ledger = 📒 Messages
