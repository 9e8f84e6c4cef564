# 首页
home-title = 首页
home-hello =
    { $named ->
        [yes] { $name }，您好！
       *[no] 您好！
    }我是{ $company }的服务助手，约保养、改时间、找人，都可以跟我说。
home-menu = 需要什么，点下面的按钮，直接打字也行。
home-leaving = 您{ $since }申请了删除数据，最晚{ $until }删干净。改主意的话点「撤回」就行，别的事也照样能办。
home-booking = 🔧 预约到店
home-again_visit = 🔁 和上次一样
home-bind = ➕ 登记我的车
home-visits = 📅 我的预约
home-cars = 🚗 我的车
home-human = 🙋 找人工
home-settings = ⚙️ 设置
home-help = ❓ 帮助

# 头一回见面
welcome-title = 初次见面
welcome-privacy =
    您好！我是<b>{ $company }</b>的服务助手 🙋 约保养、改时间、找顾问，跟我说就行。

    先说明一下：我只记服务用得着的东西，您的称呼、您分享的手机号、车辆、预约和聊天，只用来给您的车做服务。想看写 /mydata，想删写 /deletemydata，{ $days } 天内删干净；到店记录按规定要留，但不再和您本人挂钩。
welcome-ok = 👌 好的，继续
welcome-consents =
    要不要我主动提醒您？点一下就能开关。

    🔧 <b>用车提醒</b>：保养、年检快到时说一声
    🎁 <b>优惠活动</b>：店里有好事告诉您
    📝 <b>帮我学习</b>：我没听懂的话，抹掉车牌、号码和姓名后留下来学

    约好的到店消息不受影响，照常发给您。
welcome-consents-why = 您没点头，我不会主动打扰。以后在「设置」里随时能改。
welcome-go = 好了，开始 →
welcome-done = 好嘞，有事随时找我。
consent-service = 🔧 用车提醒
consent-marketing = 🎁 优惠活动
consent-learning = 📝 帮我学习
language-zh-CN = 中文
language-en = English
language-ru = Русский

# 登记车辆
bind-title = 登记车辆
bind-car =
    点下面的「分享我的手机号」，我就能认出您和您的车。

    不方便的话，直接发车牌号，或者 17 位车架号也行。
bind-car-why = 知道是哪辆车，才好提前备配件、查保养记录。手机号只用来核对是不是您本人。
bind-store = { booking-store }
bind-offer = 「{ $car }」这辆车也登记到您名下吗？
bind-offer-yes = ➕ 登记
bind-offer-no = 不用
bind-bound =
    { $count ->
        [0] 认出您了 👌 不过名下还没有车，把车牌号发给我吧。
       *[other] 认出您了 👌 您的车：{ $cars }。
    }
bind-bound-unseen = 认出您了 👌 您的车也在，现在就能约。等同事核实好，详情也能看到。
bind-claimed = 记下了：{ $cars }，现在就能约。等同事核实是您的车，以前的记录也能看到。
bind-unknown = 手机号记下了，不过没查到对应的车。把车牌号发给我吧。
bind-ambiguous = 这个手机号登记在不止一位车主名下，同事核对好就告诉您。着急的话，先把车牌号发给我。
bind-not-own = 这好像不是您自己的号码。点下面的按钮分享本人手机号，或者直接发车牌号。
bind-unreadable =
    没看懂。{ $example ->
        [none] 照着车牌原样发给我就行
       *[other] 车牌像「{ $example }」这样
    }，车架号是 17 位。
bind-too-many = 试得有点多了，过一小时再来，或者找人工帮您。
bind-used = 这个链接已经失效了。分享手机号，或者发车牌号，一样能登记。

# 我的车
cars-title = 我的车
cars-vehicle =
    { $count ->
        [0] 还没有登记车，加上您的车，约起来更快。
       *[other] 这是您的车，点开看详情：
    }
cars-option = 🚗 { $car }
cars-card =
    { $trust ->
        [none] 这辆车已经不在您名下了。
        [claimed] <b>{ $car }</b>{"\u000A"}同事还在核实是不是您的车，核实好就能看到记录。现在照样能约。
       *[proven] <b>{ $car }</b>{ $known ->
            [yes] {"\u000A"}{ $record }
           *[no] {"\u000A"}还没有到店记录。
        }
    }
cars-delivered = 📅 { $day } 提车
cars-odometer = 📏 { $km } 公里
cars-odometer-on = 📏 { $km } 公里（{ $day }）
cars-insured = 🛡 保险到 { $day }
cars-inspection = 📋 年检到 { $day }
cars-warranty = 🧰 质保到 { $day }
cars-came = 到店
cars-visit = 🔧 { $at }：{ $jobs }
cars-check = 故障检查
cars-let-go = 不是我的车了
cars-let-go-sure = 移除之后，这辆车的事就不再通知您了。确定吗？
cars-let-go-yes = 确定移除
cars-keep = 先不移除
cars-gone = 好的，已经移除。

# 设置
settings-title = 设置
settings-menu = 现在说的是{ $language }。想改点什么？
settings-consents = 🤝 我的授权
settings-privacy = 🔒 隐私说明
settings-mydata = 📄 我的数据
settings-deletion = 🗑 删除数据
consents-title = 我的授权
consents-switches =
    这几样要不要开？点一下就能开关。

    🔧 <b>用车提醒</b>：保养、年检快到时说一声
    🎁 <b>优惠活动</b>：店里有好事告诉您
    📝 <b>帮我学习</b>：我没听懂的话，抹掉车牌、号码和姓名后留下来学

    约好的到店消息不受影响，照常发给您。
consents-switches-why = 您没点头，我不会主动打扰，随时能改。
consents-kept = 设好了。
stop-done = 好的，提醒和优惠都不发了。约好的到店消息还会照常告诉您。想恢复的话，在「设置」里打开就行。

# 隐私和数据
privacy-title = 隐私说明
privacy-notice =
    <b>{ $company }怎么对待您的信息</b>

    <b>记什么</b>：您的称呼、您分享的手机号、车辆、预约、聊天和发来的照片。
    <b>做什么用</b>：安排到店、跟您确认；您同意了才会发提醒和优惠。
    <b>谁能看</b>：为您服务的门店同事。他们看不到您的 Telegram 账号。
    <b>您可以</b>：写 /mydata 查看，写 /stop 停掉提醒，写 /deletemydata 删除。

    删除的话，提醒和活动马上停发，{ $days } 天内删干净；到店记录按规定要留，但不再和您本人挂钩。
mydata-title = 我的数据
mydata-record =
    <b>我们记着的您的信息</b>

    👤 { $name }
    ☎️ { $phone }
    🌐 { $language }
    🚗 { $cars }
    🔧 用车提醒：{ $service }
    🎁 优惠活动：{ $marketing }
    📝 帮我学习：{ $learning }{ $known ->
        [yes] {"\u000A"}{ $more }
       *[no] {""}
    }

    { $count ->
        [0] 还没有到店记录。
       *[other] <b>预约和到店（{ $count } 次）</b>{"\u000A"}{ $visits }
    }
mydata-reference = 🔖 客户编号 { $number }
mydata-birthday = 🎂 生日 { $day }
mydata-lunar = 🎂 农历生日 { $day }
mydata-wedding = 💍 结婚纪念日 { $day }
mydata-licence = 🪪 驾照到 { $day }
mydata-reading = 📏 { $car }，{ $day }：{ $km } 公里
mydata-past = { $day } · { $car } · { $work }
mydata-since = { $at }起开着
mydata-no = 没开
mydata-visit =
    { $at } · { $store } · { $jobs }{ $state ->
        [requested] （待确认）
        [confirmed] （已约）
        [no_show] （没来）
        [cancelled] （已取消）
       *[other] {""}
    }
deletion-title = 删除数据
deletion-sure =
    { $asked ->
        [yes] 您{ $since }申请了删除，最晚{ $until }删干净。这期间，只有您约着的到店和您找人聊的回复会发给您。改主意的话可以撤回。
       *[no] 确定要删除您的数据吗？{"\u000A"}{"\u000A"}确定之后提醒和活动马上停发，{ $days } 天内删掉您的称呼、手机号、车辆绑定、照片和聊天。到店记录按规定要留，但不再和您本人挂钩。已经约好的不会自动取消，到店的消息照常发。
    }
deletion-yes = 🗑 确定删除
deletion-no = 先不删
deletion-done = 收到。提醒和活动从现在起不发了，您的数据我们会删干净。
deletion-withdraw = ↺ 撤回，不删了
deletion-withdrawn = 撤回了，一切照旧。

# 帮助
help-title = 帮助
help-words =
    直接打字就行，比如：
    「明天下午三点做保养」
    「刹车有异响，周六能看吗」
    「我的预约改到周五」

    也可以写：
    /book 预约　/bookings 我的预约
    /mycar 我的车　/human 找人工
    /settings 设置　/language 语言
    /stop 停掉提醒　/privacy 隐私
    /mydata 我的数据　/deletemydata 删除
    /cancel 退出正在做的事

# 随口问的
told-hours =
    { $open ->
        [yes] { $store }今天营业时间 { $hours }。电话 { $phone }。
       *[no] { $store }今天休息。电话 { $phone }。
    }{ $differ ->
        [yes] {"\u000A"}{ $others }
       *[no] {""}
    }
told-hours-line = { $day } { $open ->
        [yes] { $hours }
       *[no] 休息
    }
told-address = { $store }在{ $address }，电话 { $phone }。
told-roadside = 24 小时救援电话：{ $roadside }。请先停在安全的地方。
told-price = 价格要看车和项目。点「预约到店」选好项目，确认前就能看到预估价，不满意可以不约。
told-price-of =
    大概是这样，以确认前的预估为准：
    { $lines }
told-price-line = { $job }：{ $price }，约 { $minutes }
told-answer = { $text }
told-lost = 我还是没弄明白，已经把您的话转给同事了，会有人来回您。
told-yes = 好的 👌 有什么要办的，直接跟我说。
told-no = 好的，有需要随时叫我。
told-later = 没问题，您方便的时候再来找我。
told-delayed = 没关系，已经告诉顾问了，{ $at } 的位置先给您留着。路上慢点开。
told-thanks = 不客气 😊
told-greeting = 您好！
told-smalltalk = 😊 车的事尽管问我。
told-received =
    { $kind ->
        [place] 位置收到了。要是车坏在路上，24 小时救援打 { $roadside }；想让同事看到这个位置，找人工再发一次。
        [voice] 语音我还听不懂，打字跟我说吧。想说给同事听，找人工就行。
        [sticker] 😄 收到。
       *[other] 收到了，不过这里用不上。想给同事看的话，找人工再发一次。
    }

# On a slip of paper with a QR code
links-plate = 车牌
links-name = 称呼
links-code = 口令
links-link = 链接
slip-hint =
    扫码开始聊天，
    或在机器人里发送上面的口令。
    仅限本人使用一次。
