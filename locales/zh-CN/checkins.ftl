# 提车后、到店后的问候
checkin-after_visit = 🔧 { $car } { $day } 来过店里，这几天开着还顺吗？
checkin-after_delivery =
    { $step ->
        [0] 🎉 恭喜提车！{ $car } 平安到家了吗？有什么不清楚的随时问，也可以打 { $phone }。
        [1] 🚗 { $car } 陪您几天了，开着还顺手吗？哪个功能没弄明白，问一声就行，上牌的事我们也能帮忙。
        [2] 🚗 { $car } 开了一周了，一切都好吗？牌照和加装都弄妥了没有？路过的话，欢迎来{ $store }免费检查一下。
        [3] 🚗 { $car } 半个月了。记得偶尔看看胎压、机油和玻璃水；首保和质保怎么算，有不清楚的就问我。一切正常吗？
       *[other] 🚗 { $car } 满一个月了，开着怎么样？跑了多少公里、首保快不快到，都可以问{ $store }。
    }
checkin-fine = 👍 挺好的
checkin-question = ❓ 有个问题
checkin-wrong = 😕 有点不对劲
checkin-thanks = 那就好，路上平安！
checkin-with_the_car =
    { $part ->
        [year] 🎂 { $car } 陪您整整 { $years } 年了，恭喜！这一年开着怎么样，有什么想让我们做的吗？{ $store }一直都在。
        [quarter] 🚗 又一个季度了，{ $car } 现在跑了多少公里，油耗和异响都正常吗？想到什么都可以跟{ $store }说。
       *[month] 🚗 { $car } 这个月开着还顺吧？有事随时找{ $store }。
    }
