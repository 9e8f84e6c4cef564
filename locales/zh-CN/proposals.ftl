# 门店主动找车主：建议时间、没到店、车辆核实
proposal =
    您好，关于 { $car } 原定 <b>{ $short }</b> 的预约（{ $jobs }），想跟您商量换个时间。点一下就改好：

    { $held ->
        [all] { $count ->
            [1] 这个时间给您留到 { $until }。
           *[other] 这几个时间都给您留到 { $until }。
        }
       *[some] 请在 { $until } 前选，先到先得。
    }
proposal-time = 🕒 { $at }
proposal-none = 都不方便
proposal-taken = 改好了，{ $at } 见。
proposal-over = 这个预约已经结束，不能再改了。
proposal-gone = 抱歉，这个时间刚刚没有了。看看还有哪些时间：
proposal-declined = 好的，我告诉顾问了，原来的时间先不变。您也可以自己挑一个：
missed = 今天没等到您（原定 { $start }）。没关系，需要时再约一个时间吧。
missed-again = 🔧 重新约
claim-told = ✅ { $car } 已核实是您的车，以后可以在这里看到它的记录。
