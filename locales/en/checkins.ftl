# After a hand-over and after a visit
checkin-after_visit = 🔧 { $car } was with us on { $day }. Has it been driving well since?
checkin-after_delivery =
    { $step ->
        [0] 🎉 Congratulations on your new car! Did { $car } get you home safely? Ask me anything, or call { $phone }.
        [1] 🚗 A few days with { $car } by now: is everything as you wish? If a function is unclear, just ask; we help with the plates, too.
       *[other] 🚗 How are you getting on with { $car }? Plates and accessories all settled? You are welcome at { $store } for a free check.
    }
checkin-fine = 👍 All is well
checkin-question = ❓ A question
checkin-wrong = 😕 Not quite right
checkin-thanks = Glad to hear it. Safe travels!
