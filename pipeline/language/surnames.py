"""Readings of surnames that differ from the common reading of their characters, and of surnames of two characters.

The readings are those that 《现代汉语词典》(第7版, 商务印书馆 2016) gives for surnames, and for 甯 《通用规范汉字表》(2013).
Where a surname has two (覃 Qín and Tán, 翟 Zhái and Dí, 乐 Yuè and Lè) the commoner one stands here, and a person's own
`pinyin` decides. Tones are written as digits, ü as v. 单于 is left out: in today's names it is 单 and a given name.
"""

from __future__ import annotations


def _table(rows: str) -> dict[str, str]:
    return dict(row.split("=", 1) for row in rows.replace("\n", ";").split(";") if row)


SINGLE = _table("""
单=shan4;單=shan4;曾=zeng1;解=xie4;仇=qiu2;区=ou1;區=ou1;盖=ge3;蓋=ge3;查=zha1;朴=piao2;缪=miao4;繆=miao4;秘=bi4;翟=zhai2
乐=yue4;樂=yue4;种=chong2;重=chong2;任=ren2;华=hua4;華=hua4;燕=yan1;甯=ning4;纪=ji3;紀=ji3;召=shao4;黑=he4;葛=ge3;过=guo1
過=guo1;哈=ha3;郇=xun2;那=na1;能=nai4;逄=pang2;逢=pang2;员=yun4;員=yun4;贠=yun4;折=she2;洗=xian3;冼=xian3;句=gou1;乜=nie4
么=yao1;幺=yao1;卜=bu3;薄=bo2;覃=qin2;蔚=yu4;尉=wei4;祭=zhai4;撒=sa3;於=yu1;占=zhan1;藏=zang1;佴=nai4;粘=nian2;繁=po2
要=yao1;炅=gui4;冠=guan4;阚=kan4;闞=kan4;干=gan1;都=du1;没=mo4;舍=she4;什=shi2;且=ju1;夹=jia2;揣=chuai3;还=huan2;少=shao4
莘=shen1;褚=chu3;瞿=qu2;阙=que1;郗=xi1;郄=qie4;沈=shen3;宿=su4;冯=feng2;臧=zang1;仉=zhang3;强=qiang2;叶=ye4;殷=yin1;应=ying1
眭=sui1;宓=mi4;柏=bai3;贲=ben1;盛=sheng4;令=ling4;隽=juan4;车=che1;車=che1;谌=chen2;晁=chao2;万=wan4;鲜=xian1;厍=she4
钭=tou3;亓=qi2;綦=qi2;曲=qu1;缑=gou1;将=jiang1;角=jiao3;监=jian1;藉=ji2;费=fei4;糜=mi2;芈=mi3;宛=wan3;庹=tuo3;拓=tuo4
牟=mou2;恽=yun4;昝=zan3;迮=ze2;訾=zi1;贾=jia3;石=shi2;长=zhang3;宁=ning2;露=lu4;台=tai2;行=xing2;兴=xing1;隗=kui2;教=jiao4
""")

DOUBLE = _table("""
欧阳=ou1 yang2;歐陽=ou1 yang2;太史=tai4 shi3;端木=duan1 mu4;上官=shang4 guan1;司马=si1 ma3;司馬=si1 ma3;东方=dong1 fang1
独孤=du2 gu1;南宫=nan2 gong1;万俟=mo4 qi2;闻人=wen2 ren2;夏侯=xia4 hou2;诸葛=zhu1 ge3;諸葛=zhu1 ge3;尉迟=yu4 chi2;尉遲=yu4 chi2
公羊=gong1 yang2;赫连=he4 lian2;澹台=tan2 tai2;皇甫=huang2 fu3;宗政=zong1 zheng4;濮阳=pu2 yang2;公冶=gong1 ye3;太叔=tai4 shu1
申屠=shen1 tu2;公孙=gong1 sun1;慕容=mu4 rong2;仲孙=zhong4 sun1;钟离=zhong1 li2;长孙=zhang3 sun1;長孫=zhang3 sun1;宇文=yu3 wen2
司徒=si1 tu2;鲜于=xian1 yu2;司空=si1 kong1;闾丘=lv2 qiu1;子车=zi3 ju1;亓官=qi2 guan1;司寇=si1 kou4;巫马=wu1 ma3;公西=gong1 xi1
颛孙=zhuan1 sun1;壤驷=rang3 si4;公良=gong1 liang2;漆雕=qi1 diao1;乐正=yue4 zheng4;宰父=zai3 fu3;谷梁=gu3 liang2;穀梁=gu3 liang2
拓跋=tuo4 ba2;夹谷=jia2 gu3;轩辕=xuan1 yuan2;令狐=ling2 hu2;段干=duan4 gan1;百里=bai3 li3;呼延=hu1 yan2;东郭=dong1 guo1
南门=nan2 men2;羊舌=yang2 she2;微生=wei1 sheng1;左丘=zuo3 qiu1;东门=dong1 men2;西门=xi1 men2;梁丘=liang2 qiu1;第五=di4 wu3
淳于=chun2 yu2;褚师=chu3 shi1;纳兰=na4 lan2;贺兰=he4 lan2;完颜=wan2 yan2;耶律=ye1 lv4;达奚=da2 xi1;贺拔=he4 ba2;哥舒=ge1 shu1
屈突=qu1 tu1;斛律=hu2 lv4;贺若=he4 ruo4;即墨=ji2 mo4;公输=gong1 shu1;公玉=gong1 yu4;叔孙=shu1 sun1
季孙=ji4 sun1;孟孙=meng4 sun1;毌丘=guan4 qiu1;相里=xiang4 li3;仆固=pu2 gu4
""")
