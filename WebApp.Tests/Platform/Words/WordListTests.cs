using Iris.Platform.Words;


namespace Iris.Tests.Platform.Words;

public sealed class WordListTests
{
    private static readonly WordList Delivered = new(WordFilter.Delivered);

    [Theory]
    [InlineData("a bad day")]
    [InlineData("A BAD day")]
    [InlineData("a ｂａｄ day")]
    [InlineData("a bád day")]
    [InlineData("a baaad dayy")]
    [InlineData("a badd day")]
    [InlineData("a b a d day")]
    [InlineData("a b.a.d day")]
    [InlineData("bad")]
    [InlineData("\"bad\"!")]
    [InlineData("ba\u200Bd")]
    [InlineData("bad한 날")]
    public void An_English_word_is_found_however_it_is_written(string prompt) => Assert.True(new WordList("bad").Blocks(prompt));

    [Theory]
    [InlineData("badminton in the park")]
    [InlineData("a badge")]
    [InlineData("Sindbad at sea")]
    [InlineData("a band")]
    [InlineData("b and d")]
    public void An_English_word_counts_only_as_a_whole(string prompt) => Assert.False(new WordList("bad").Blocks(prompt));

    [Theory]
    [InlineData("나쁜짓을 했다", true)]
    [InlineData("나쁜", true)]
    [InlineData("나 쁜 날", true)]
    [InlineData("나쁘다", false)]
    [InlineData("저나쁜 날", false)]
    public void A_Korean_stem_is_found_with_any_ending_at_the_beginning_of_a_word(string prompt, bool blocked) => Assert.Equal(blocked, new WordList("나쁜").Blocks(prompt));

    [Fact]
    public void Korean_letters_that_are_typed_apart_are_put_together() =>
        Assert.True(new WordList("나쁜").Blocks("나쁜".Normalize(System.Text.NormalizationForm.FormD)));

    [Theory]
    [InlineData("superbadly", true)]
    [InlineData("badminton", true)]
    [InlineData("band", false)]
    public void A_star_finds_a_word_inside_of_others(string prompt, bool blocked) => Assert.Equal(blocked, new WordList("*bad").Blocks(prompt));

    [Theory]
    [InlineData("김밥을 먹었다", true)]
    [InlineData("김밥나라에 갔다", false)]
    [InlineData("김밥나라에서 김밥을 먹었다", true)]
    public void An_exception_makes_its_word_harmless_and_no_other(string prompt, bool blocked) => Assert.Equal(blocked, new WordList("김밥\n!김밥나라").Blocks(prompt));

    [Theory]
    [InlineData("a bad cold day", true)]
    [InlineData("a bad  Cold", true)]
    [InlineData("bad and cold", false)]
    public void Words_that_follow_each_other_are_one_entry(string prompt, bool blocked) => Assert.Equal(blocked, new WordList("bad cold").Blocks(prompt));

    [Fact]
    public void A_doubled_letter_has_to_be_doubled()
    {
        var list = new WordList("ass");

        Assert.False(list.Blocks("as tall as a tree"));
        Assert.True(list.Blocks("asss"));
    }

    [Fact]
    public void Comments_and_empty_lines_are_no_entries()
    {
        var list = new WordList("# bad\n\n  good # better\r\n!\n***\n");

        Assert.Equal(1, list.Count);
        Assert.True(list.Blocks("good"));
        Assert.False(list.Blocks("bad, better"));
    }

    [Theory]
    [InlineData("a nude person")]
    [InlineData("S E X")]
    [InlineData("ｐｏｒｎｏ")]
    [InlineData("someone killed a man")]
    [InlineData("야동을 봤다")]
    [InlineData("섹 스")]
    [InlineData("사람을 죽여 버렸다")]
    [InlineData("자살하는 사람")]
    public void The_delivered_list_keeps_away_what_it_should(string prompt) => Assert.True(Delivered.Blocks(prompt));

    [Theory]
    [InlineData("a trip to Essex and Sussex")]
    [InlineData("we assess the grass in class")]
    [InlineData("a killer whale and a rooster")]
    [InlineData("cocktail party with shiitake and peacocks")]
    [InlineData("Moby Dick swims past a boat")]
    [InlineData("heroine of the story")]
    [InlineData("혼자 살던 집에 강아지 새끼가 왔다")]
    [InlineData("엄마가 흰죽이 맛있다고 하셨다")]
    [InlineData("마약김밥을 먹었다")]
    [InlineData("불이 꺼져서 깜깜했다")]
    [InlineData("이 그림을 보지 마세요")]
    [InlineData("일찍 자지 않았다")]
    [InlineData("여행의 시발점은 서울이다")]
    [InlineData("내 새 집 앞에 꽃이 폈다")]
    [InlineData("칼국수를 먹고 물총 놀이를 했다")]
    public void The_delivered_list_lets_a_diary_be_a_diary(string prompt) => Assert.False(Delivered.Blocks(prompt));
}
