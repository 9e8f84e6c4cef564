# After a hand-over and after a visit
checkin-after_visit = 🔧 { $car } was with us on { $day }. Has it been driving well since?
checkin-after_delivery =
    { $step ->
        [0] 🎉 Congratulations on your new car! Did { $car } get you home safely? Ask me anything, or call { $phone }.
        [1] 🚗 A few days with { $car } by now: is everything as you wish? If a function is unclear, just ask; we help with the plates, too.
        [2] 🚗 A week with { $car }. All in order? Plates and accessories done? If you’re passing by, come to { $store } for a free check.
        [3] 🚗 Two weeks with { $car }. Have a look at tyre pressure, oil and washer fluid now and then; ask me anything about the first service and the warranty. Is all well?
       *[other] 🚗 A month with { $car } already. How is it going? Ask { $store } about anything, the first service too.
    }
checkin-fine = 👍 All is well
checkin-question = ❓ A question
checkin-wrong = 😕 Not quite right
checkin-thanks = Glad to hear it. Safe travels!
checkin-with_the_car =
    { $part ->
        [year] 🎂 { $years ->
            [one] One year
           *[other] { $years } years
        } with { $car } today – congratulations! How is it doing, and is there anything you’d like from { $store }?
        [quarter] 🚗 Another three months with { $car }. How far has it gone, and is everything as it should be? { $store } is here for whatever comes to mind.
       *[month] 🚗 How is { $car } this month? { $store } is always here for you.
    }
