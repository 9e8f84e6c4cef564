# 命令菜单里的说明
command-owner-book = 预约到店
command-owner-bookings = 我的预约
command-owner-mycar = 我的车
command-owner-human = 找人工
command-owner-settings = 设置
