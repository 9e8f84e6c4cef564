# 满意度回访：问车主的
survey-asked =
    <b>{ $number } / { $total }</b>
    { $question }
survey-steps-100 = 😄 很满意
survey-steps-75 = 🙂 满意
survey-steps-50 = 😐 一般
survey-steps-25 = 🙁 不满意
survey-steps-0 = 😞 很不满意
survey-yes-no-1 = 👍 有
survey-yes-no-0 = 👎 没有
survey-number = { $number }
survey-pass = 跳过 →
survey-call-me = 📞 不写了，直接联系我
survey-photo-only = 发一张照片就好，不想发就点「跳过」。
survey-noted = 好的，这句话也记下了。
survey-over = 这次回访已经结束了。有话想说，随时写给我们就行。
survey-have-it = 您的回答已经收到了，谢谢！
survey-happened = 真抱歉，没让您满意。能说说是怎么回事吗？写几句就好，我马上转给同事。
survey-thanks =
    谢谢您花时间告诉我们 🙏{ $has ->
        [link]
            {""}
            愿意的话，也可以在这里公开评价：{ $url }
       *[none] {""}
    }

# 到店保养、维修之后
survey-service-title = 到店回访
survey-service-invite = 🔧 { $day }，{ $car } 来过{ $store }，这次感觉怎么样？点几下就好，不到一分钟。
survey-service-overall = 这次到店，整体感觉怎么样？
survey-service-overall-short = 整体感受
survey-service-clean = 交车的时候，车洗得干净吗？
survey-service-clean-short = 车辆清洁
survey-service-explained = 开工之前，要做什么、多少钱，跟您讲清楚了吗？
survey-service-explained-short = 事先讲解
survey-service-as_ordered = 活儿是按说好的做的吗？换下来的旧件给您看了吗？
survey-service-as_ordered-short = 按约施工
survey-service-waiting = 等的时候，休息区待得舒服吗？
survey-service-waiting-short = 等候体验
survey-service-told = 下次保养的时间和 24 小时救援电话，有人告诉您吗？
survey-service-told-short = 告知下次保养
survey-service-remark = 谢谢，都记下了！还有什么想说的，直接写给我们；没有的话点「跳过」。
survey-service-remark-short = 想说的话
survey-service-contact = 收到。以后想怎么联系您比较方便？
survey-service-contact-short = 联系方式
survey-service-contact-message = 💬 发消息
survey-service-contact-call = 📞 打电话
survey-service-contact-none = 不用联系
survey-service-hours = 什么时候打给您合适？可以多选。
survey-service-hours-short = 方便的时间
survey-service-hours-morning = 上午
survey-service-hours-noon = 中午
survey-service-hours-evening = 傍晚
survey-service-hours-weekend = 周末
survey-service-happened = { survey-happened }

# 交车之后
survey-sales-title = 购车回访
survey-sales-invite = 🚗 新车开了几天，还顺手吧？您在{ $store }提的车，想听听您对我们的看法，点几下就好。
survey-sales-overall = 这次买车，整体感觉怎么样？
survey-sales-overall-short = 整体感受
survey-sales-explained = 销售顾问讲得清楚吗？
survey-sales-explained-short = 讲解
survey-sales-promises = 答应您的事、说好的交车日期，都做到了吗？
survey-sales-promises-short = 兑现承诺
survey-sales-condition = 交车时，车况和清洁怎么样？
survey-sales-condition-short = 交车车况
survey-sales-papers = 手续、质保和首保，讲清楚了吗？
survey-sales-papers-short = 手续与首保
survey-sales-introduced = 有没有把服务顾问介绍给您认识？
survey-sales-introduced-short = 介绍服务顾问
survey-sales-recommend = 有多愿意把我们推荐给朋友？0 是完全不会，10 是一定会。
survey-sales-recommend-short = 推荐意愿
survey-sales-reason = 主要是哪方面还差点？
survey-sales-reason-short = 不足之处
survey-sales-reason-price = 价格
survey-sales-reason-wait = 等得久
survey-sales-reason-car = 车本身
survey-sales-reason-people = 接待的人
survey-sales-reason-other = 别的
survey-sales-remark = 谢谢，都记下了！还有什么想说的，直接写给我们；没有的话点「跳过」。
survey-sales-remark-short = 想说的话
survey-sales-picture = 太好了！愿意的话，发张您和新车的合影吧，我们留作纪念。
survey-sales-picture-short = 合影
survey-sales-happened = { survey-happened }

# 试驾之后
survey-test_drive-title = 试驾回访
survey-test_drive-invite = 谢谢您来{ $store }试驾！这次体验怎么样？点几下就好。
survey-test_drive-ready = 到店的时候，试驾车准备好了吗？
survey-test_drive-ready-short = 车辆准备
survey-test_drive-route = 试驾路线和讲解，您满意吗？
survey-test_drive-route-short = 路线与讲解
survey-test_drive-no_pressure = 整个过程自在吗？没有催着您买吧？
survey-test_drive-no_pressure-short = 轻松无压力
survey-test_drive-next_step = 接下来怎么安排，有人跟您说吗？
survey-test_drive-next_step-short = 后续安排
survey-test_drive-liked = 谢谢！这车您喜欢哪几点？可以多选。
survey-test_drive-liked-short = 喜欢的地方
survey-test_drive-liked-ride = 开着舒服
survey-test_drive-liked-space = 空间大
survey-test_drive-liked-quiet = 安静
survey-test_drive-liked-power = 动力好
survey-test_drive-liked-technology = 配置高
survey-test_drive-liked-looks = 好看
survey-test_drive-remark = 还有什么想说的，直接写给我们；没有的话点「跳过」。
survey-test_drive-remark-short = 想说的话
survey-test_drive-happened = { survey-happened }

# 投诉解决之后
survey-complaint-title = 投诉回访
survey-complaint-invite = 前阵子您跟{ $store }反映的事，现在都好了吗？想再听您说一声。
survey-complaint-solved = 那件事，最后解决得怎么样？
survey-complaint-solved-short = 解决结果
survey-complaint-treated = 过程中，同事对您的态度怎么样？
survey-complaint-treated-short = 处理态度
survey-complaint-trust = 以后还愿意来我们店吗？0 是不会了，10 是一定来。
survey-complaint-trust-short = 继续光顾
survey-complaint-remark = 谢谢，都记下了！还有什么想说的，直接写给我们；没有的话点「跳过」。
survey-complaint-remark-short = 想说的话
survey-complaint-happened = { survey-happened }

# 给同事看的
survey-low = · { $question }：{ $answer }
survey-card =
    { $scores ->
        [low]
            ⚠️ 投诉 { $number } 来自「{ $survey }」，这几项不满意：
            { $low }
       *[good] ⚠️ 投诉 { $number } 来自「{ $survey }」。
    }{ $has ->
        [words]
            {""}
            💬 { $words }
       *[silence]
            {""}
            车主没有再说什么，请主动问一声。
    }
owner-to-survey = 📝 发份回访
owner-survey-asked = 好的，合适的时候就发给车主。
owner-survey-twice = 今天已经安排过这份回访了。
owner-survey-title = 发回访
owner-survey-which =
    发哪份回访给 { $name }？
