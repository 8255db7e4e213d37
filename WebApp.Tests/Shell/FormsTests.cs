using AngleSharp.Html.Dom;
using Bunit;
using Iris.Platform.Web;
using Iris.Shell;
using Iris.Shell.Forms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Iris.Tests.Shell;

/// <summary>Forms that work without a circuit: what they look like, and what they post.</summary>
public sealed class FormsTests : ComponentContext
{
    [Theory]
    [InlineData("text")]
    [InlineData("email")]
    [InlineData("password")]
    [InlineData("number")]
    [InlineData("date")]
    public void A_field_has_a_label_that_leads_to_it_and_posts_by_its_name(string type)
    {
        var field = Render<Field>(parameters => parameters.Add(f => f.Name, "BirthDate").Add(f => f.Label, "Born on").Add(f => f.Type, type).Add(f => f.Value, "1990-05-17"));

        var input = Labelled<IHtmlInputElement>(field, "Born on");
        Assert.Equal(("Input.BirthDate", type), (input.Name, input.Type));
        Assert.Equal("1990-05-17", input.GetAttribute("value"));
        Assert.True(input.IsRequired);
    }

    [Fact]
    public void A_list_posts_what_was_chosen()
    {
        var field = Render<Field>(parameters => parameters.Add(f => f.Name, "Gender").Add(f => f.Label, "Gender").AddChildContent("<option value='a'>A</option><option value='b' selected>B</option>"));

        var list = Labelled<IHtmlSelectElement>(field, "Gender");

        Assert.Equal(("Input.Gender", "b"), (list.Name, list.Value));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("date")]
    public void What_is_wrong_stands_at_the_field_in_the_place_of_its_hint(string type)
    {
        var errors = new FieldErrors(Services.GetRequiredService<IStringLocalizer<ShellText>>()) { ["Email"] = ["Too short.", "No at sign."] };
        var field = Render<Field>(parameters => parameters.Add(f => f.Name, "Email").Add(f => f.Label, "E-mail").Add(f => f.Type, type).Add(f => f.Hint, "Like a@b.example").AddCascadingValue(errors));

        var input = Labelled<IHtmlInputElement>(field, "E-mail");

        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Contains("Too short. No at sign.", field.Find($"#{input.GetAttribute("aria-describedby")!.Split(' ')[0]}").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Like a@b.example", field.Markup, StringComparison.Ordinal);
    }

    /// <summary>The browser's own date and list look like MudBlazor's text field: the same control, border and label around the input.</summary>
    [Fact]
    public void The_eye_sees_no_difference_between_ours_and_theirs()
    {
        var theirs = Render<Field>(parameters => parameters.Add(f => f.Name, "A").Add(f => f.Label, "A"));
        var ours = Render<Field>(parameters => parameters.Add(f => f.Name, "A").Add(f => f.Label, "A").Add(f => f.Type, "date"));

        foreach (var part in new[] { "div.mud-input-control", "div.mud-input", "input", "label", "fieldset", "legend" })
        {
            var (mine, other) = (ours.Find(part).ClassList, theirs.Find(part).ClassList);
            Assert.Superset(Looks(other), Looks(mine));
        }

        // A class that no rule of theirs is about.
        static HashSet<string> Looks(IEnumerable<string> classes) => [.. classes.Where(name => name is not "mud-input-sizing-fixed")];
    }

    [Fact]
    public void A_checkbox_posts_true_or_nothing()
    {
        var check = Render<Check>(parameters => parameters.Add(c => c.Name, "Remember").Add(c => c.Label, "Stay signed in").Add(c => c.Value, true));

        var box = (IHtmlInputElement)check.Find("label input");

        Assert.Equal(("Input.Remember", "true", "checkbox", true), (box.Name, box.Value, box.Type, box.IsChecked));
        Assert.Equal("Stay signed in", check.Find("label").TextContent.Trim());
    }

    [Fact]
    public void Radios_are_one_group_with_a_name()
    {
        var radios = Render<Radios>(parameters => parameters.Add(r => r.Name, "Kind").Add(r => r.Label, "Who sees it").Add(r => r.Options, [new("me", "I"), new("all", "Everybody")]).Add(r => r.Value, "all"));

        var inputs = radios.FindAll("fieldset input").Cast<IHtmlInputElement>().ToList();

        Assert.Equal("Who sees it", radios.Find("legend").TextContent);
        Assert.All(inputs, input => Assert.Equal(("Input.Kind", "radio"), (input.Name, input.Type)));
        Assert.Equal(["all"], inputs.Where(input => input.IsChecked).Select(input => input.Value));
        Assert.Equal("Everybody", radios.Find("label:has(input:checked)").TextContent.Trim());
    }

    [Fact]
    public void A_long_text_is_labelled_hinted_and_bound_to_nothing()
    {
        var text = Render<LongText>(parameters => parameters.Add(t => t.Id, "words").Add(t => t.Label, "Words").Add(t => t.Name, "words").Add(t => t.Value, "one\ntwo").Add(t => t.Hint, "One a line."));

        var area = Labelled<IHtmlTextAreaElement>(text, "Words");

        Assert.Equal("words", area.Name);
        Assert.Equal("One a line.", text.Find($"#{area.GetAttribute("aria-describedby")}").TextContent.Trim());
        Assert.DoesNotContain(area.Attributes, attribute => attribute.Name.StartsWith("blazor:on", StringComparison.Ordinal));
        text.Render(parameters => parameters.Add(t => t.Error, "Too long."));
        Assert.Equal("Too long.", text.Find($"#{text.Find("textarea").GetAttribute("aria-describedby")}").TextContent.Trim());
    }

    [Fact]
    public void A_form_says_what_is_wrong_with_links_to_the_fields()
    {
        var errors = new FieldErrors(Services.GetRequiredService<IStringLocalizer<ShellText>>()) { ["birthDate"] = ["Not a day."] };
        var form = Render<Form>(parameters => parameters.Add(f => f.Name, "join").Add(f => f.Errors, errors).AddChildContent<Field>(field => field.Add(f => f.Name, "BirthDate").Add(f => f.Label, "Born on").Add(f => f.Type, "date")));

        var link = form.Find("[role=alert] a");

        Assert.Equal("Not a day.", link.TextContent);
        Assert.Equal(form.Find("input[type=date]").Id, link.GetAttribute("href")!.Split('#')[1]);
        Assert.Equal("post", form.Find("form").GetAttribute("method"));
    }

    private static T Labelled<T>(IRenderedComponent<Microsoft.AspNetCore.Components.IComponent> component, string label) where T : class
    {
        var labels = component.FindAll("label").Where(some => some.TextContent.Trim().StartsWith(label, StringComparison.Ordinal));
        return (T)(object)component.Find($"#{Assert.Single(labels).GetAttribute("for")}");
    }
}
