"""Who can reach a WhatsApp user's phone number? A notebook for marimo: see README.md beside it."""

import marimo

app = marimo.App(app_title="WhatsApp and Facebook", width="medium")


@app.cell
def _():
    from pathlib import Path

    import marimo as mo

    import dataflow as df

    case = Path(__file__).resolve().parents[2] / "graphs" / "whatsapp.yaml"
    model = df.load(case)
    return df, mo, model


@app.cell
def _(mo, model):
    mo.md(
        f"""
        # {model.title}

        {model.about}

        In March 2014, when Facebook was about to buy WhatsApp, its founder
        [wrote](http://www.hindustantimes.com/StoryPage/Print/1196683.aspx) of
        “the goal of knowing as little about you as possible”. In August 2016 WhatsApp
        [announced]({model.sources["wa-blog-2016"].url}) that it would share phone numbers
        with Facebook. This notebook asks a model of that story: {len(model.flows)} flows,
        {len(model.claims)} promises, {len(model.sources)} sources. Every answer names its
        sources; the numbers in brackets lead to them.
        """
    )
    return


@app.cell
def _(mo):
    mo.md(
        """
        ## Before, and after

        The same question on two days. In 2015 Facebook owns WhatsApp, and that is not the
        same as having what WhatsApp has. Whether anything was shared before August 2016 no
        source says.
        """
    )
    return


@app.cell
def _(df, model):
    before = df.reach(model, "phone_number", scenario="before")
    before
    return (before,)


@app.cell
def _(df, model):
    after = df.reach(model, "phone_number", scenario="after")
    after
    return (after,)


@app.cell
def _(df, model):
    figure = df.draw(model, "before-after")
    figure
    return (figure,)


@app.cell
def _(mo):
    mo.md(
        """
        ## By which way?

        An answer is only worth its proof. The steps by which Facebook can have the
        number: each with its day, the words of the source, and the line of the model that
        says so. That the copy is kept afterwards is assumed, as no deletion is stated.
        """
    )
    return


@app.cell
def _(df, model):
    path = df.why(model, "phone_number", "facebook-inc", scenario="after")
    path
    return (path,)


@app.cell
def _(mo):
    mo.md(
        """
        ## Choose a day and a person

        Choose a day, choose somebody else. On which days does the list change? For whom
        did unticking the box help, and with what? Who joined late, and what difference
        does it make?
        """
    )
    return


@app.cell
def _(mo, model):
    days = ["2014-01-01", "2015-01-01", "2016-08-24", "2016-08-25", "2016-12-31", "2021-12-31"]
    day = mo.ui.dropdown(days, value="2016-12-31", label="day")
    people = {persona.name: persona.id for persona in model.personas.values()}
    person = mo.ui.dropdown(people, value="a user who unticked the box", label="person")
    purpose = mo.ui.dropdown(["anything", "ads", "security"], value="anything", label="for")
    mo.hstack([day, person, purpose], justify="start")
    return day, person, purpose


@app.cell
def _(day, df, model, person, purpose):
    chosen = df.reach(
        model,
        "phone_number",
        origin="whatsapp",
        as_of=day.value,
        persona=person.value,
        purpose=None if purpose.value == "anything" else purpose.value,
    )
    chosen
    return (chosen,)


@app.cell
def _(mo):
    mo.md(
        """
        ## What became of the promises?

        A promise is written down as what it rules out. Then the day from which the model
        contradicts it is no matter of opinion, but how the words are read is: "third
        parties" stands here more than once, and the verdicts differ. A verdict is what
        follows from the model; it is no ruling.
        """
    )
    return


@app.cell
def _(df, mo, model):
    promises = df.claims(model)
    mo.ui.table(
        [
            {
                "who": judged.claim.by.name,
                "when": str(judged.claim.date),
                "what": judged.claim.quote,
                "verdict": judged.verdict,
                "on": record["on"],
            }
            for judged, record in zip(promises, promises.records(), strict=True)
        ],
        selection=None,
        page_size=25,
        wrapped_columns=["what"],
    )
    return (promises,)


@app.cell
def _(mo):
    mo.md("One of them with its proof:")
    return


@app.cell
def _(df, model):
    nothing = df.claims(model, ["blog-2014-nothing"])
    nothing
    return (nothing,)


@app.cell
def _(mo):
    mo.md(
        """
        ## What would have to stop?

        The fewest flows without which Facebook could not have had the number in 2016, by
        this model. One would not have been enough: the box that people could untick
        stopped one of them.
        """
    )
    return


@app.cell
def _(df, model):
    cut = df.cut(model, "phone_number", "facebook-inc", scenario="after")
    cut
    return (cut,)


@app.cell
def _(mo):
    mo.md(
        """
        ## Ask it yourself

        In English, with the words of the model. What it does not understand it says.
        """
    )
    return


@app.cell
def _(mo):
    words = mo.ui.text(
        value="which companies could reach my messages in 2015?", label="question", full_width=True
    )
    words
    return (words,)


@app.cell
def _(df, mo, model, words):
    try:
        asked = df.ask(model, words.value)
        said = asked
    except df.QuestionError as wrong:
        asked, said = None, mo.md(str(wrong))
    said
    return (asked,)


if __name__ == "__main__":
    app.run()
