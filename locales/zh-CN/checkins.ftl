# 提车后、到店后的问候
checkin-after_visit = 🔧 { $car } { $day } 来过店里，这几天开着还顺吗？
checkin-after_delivery =
    { $step ->
        [0] 🎉 恭喜提车！{ $car } 平安到家了吗？有什么不清楚的随时问，也可以打 { $phone }。
        [1] 🚗 { $car } 陪您几天了，开着还顺手吗？哪个功能没弄明白，问一声就行，上牌的事我们也能帮忙。
       *[other] 🚗 { $car } 开了一阵子了，一切都好吗？牌照和加装都弄妥了没有？路过的话，欢迎来{ $store }免费检查一下。
    }
checkin-fine = 👍 挺好的
checkin-question = ❓ 有个问题
checkin-wrong = 😕 有点不对劲
checkin-thanks = 那就好，路上平安！
