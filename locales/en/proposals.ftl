# The shop writes first: other times, a missed visit, a car that was checked
proposal =
    Hello! About your visit on <b>{ $short }</b> with { $car } ({ $jobs }): we would like to suggest another time. One tap and it is moved:

    { $held ->
        [all] { $count ->
            [one] This time is kept for you until { $until }.
           *[other] These times are kept for you until { $until }.
        }
       *[some] Please choose by { $until }; the first to choose gets it.
    }
proposal-time = 🕒 { $at }
proposal-none = None of these
proposal-taken = Done. See you on { $at }.
proposal-over = This visit is over and cannot be moved any more.
proposal-gone = Sorry, that time has just gone. Here is what is free:
proposal-declined = All right, I have told your advisor, and your time stays as it is. You can also pick one yourself:
missed = We missed you today (your time was { $start }). No problem: book a new time whenever it suits you.
missed-again = 🔧 Book again
claim-told = ✅ { $car } is confirmed as yours. You can see its record here from now on.
