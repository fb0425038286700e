from smartplan.japanese.quoting import in_quotes


def test_quotation_marks_inside_of_others_are_double():
    assert in_quotes("「健康」まちづくり") == "「『健康』まちづくり」"
    assert in_quotes("オンライン診療") == "「オンライン診療」"
