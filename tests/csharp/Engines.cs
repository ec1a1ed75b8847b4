using System;
using System.Collections.Generic;
using Omnimedia;

/// A way to come to answers, as JSON.
internal abstract class Engine : IDisposable
{
    internal static Engine Open(string mode, byte[] publication, Policy policy)
    {
        switch (mode)
        {
            case "direct":
                return new Direct(publication, policy);
            case "snapshot":
                return new Flattened(publication, policy);
            default:
                return new Hot(publication, policy);
        }
    }

    public abstract void Dispose();

    internal abstract string Media(Question question);

    internal virtual string Explain(Question question)
    {
        throw new NotSupportedException("only a publication says why");
    }

    internal virtual string Swatches(Question question)
    {
        throw new NotSupportedException("media alone");
    }

    internal virtual string Category(Question question)
    {
        throw new NotSupportedException("media alone");
    }

    protected static string NotFound()
    {
        return new Json().Object(json => json.Object("fault", one => one.Number("number", (int)FaultCode.NotFound)))
            .ToString();
    }

    protected static string Told(IEnumerable<Swatch> swatches)
    {
        return new Json().List(swatches, (list, swatch) => list.Object(json =>
        {
            json.Text("dimension", swatch.Dimension.ToString()).Text("value", swatch.Value.ToString())
                .Maybe("hex", swatch.Hex).Maybe("asset", swatch.Asset.OrNull());
            Crop(json, swatch.Crop).Text("source", Words.Of(swatch.Source)).Object("shown", shown =>
            {
                switch (swatch.Shown)
                {
                    case SwatchShown.Hex:
                        shown.Text("hex", swatch.Hex);
                        break;
                    case SwatchShown.Image:
                        shown.Object("image", image => Crop(image.Text("asset", swatch.Asset.ToString())
                            .Text("kind", Words.Of(swatch.Kind)).Maybe("url", swatch.Url.OrNull()), swatch.Crop));
                        break;
                    default:
                        shown.Text("text", swatch.Value.ToString());
                        break;
                }
            });
        })).ToString();
    }

    private static Json Crop(Json json, Crop? crop)
    {
        return crop == null
            ? json
            : json.Object("crop", one => one.Number("x", crop.Value.X).Number("y", crop.Value.Y)
                .Number("width", crop.Value.Width).Number("height", crop.Value.Height));
    }

    protected static string Told(CategoryImage image)
    {
        return new Json().Text(image.Asset.OrNull()).ToString();
    }

    /// An answer, from its typed members.
    protected static string Told(Answer answer)
    {
        return new Json().Object(json =>
        {
            Context(json, answer.Origin.Context).Text("level", Words.Of(answer.Origin.Level));
            Match(json, answer.Origin).Text("variant", answer.Variant)
                .List("primary", answer.Primary, Item)
                .List("additional", answer.Additional, Item)
                .Text("default_image", answer.DefaultImage == null ? null : answer.DefaultImage.Asset)
                .Text("product", answer.Product)
                .Text("hash", answer.Hash.ToString())
                .MaybePairs("properties", answer.Properties);
        }).ToString();
    }

    private static void Item(Json list, AnswerItem item)
    {
        list.Object(json =>
        {
            json.Maybe("purpose", item.Purpose).Text("asset", item.Asset).Text("alt", item.Alt);
            json.Object("origin", one => Origin(one, item.Origin));
            json.Text("kind", Words.Of(item.Kind)).Maybe("url", item.Url).Maybe("title", item.Title)
                .Maybe("caption", item.Caption).Maybe("description", item.Description)
                .Maybe("display_name", item.DisplayName);
            if (item.Tags.Count > 0)
            {
                json.List("tags", item.Tags, (tags, tag) => tags.Text(tag));
            }
            json.MaybePairs("properties", item.Properties).MaybePairs("asset_properties", item.AssetProperties);
        });
    }

    private static void Origin(Json json, Origin origin)
    {
        Context(json, origin.Context).Text("level", Words.Of(origin.Level));
        Match(json, origin).Maybe("variant", origin.Variant);
    }

    private static Json Match(Json json, Origin origin)
    {
        return origin.Level == Level.Dimensions ? json.Pairs("match", origin.Match) : json;
    }

    private static Json Context(Json json, Context context)
    {
        return context == null
            ? json.Text("context", null)
            : json.Object("context", one => one.Maybe("catalog", context.Catalog)
                .Maybe("channel", context.Channel).Maybe("locale", context.Locale));
    }
}

/// From the publication.
internal sealed class Direct : Engine
{
    private readonly Publication publication;
    private readonly Policy policy;

    internal Direct(byte[] publication, Policy policy)
    {
        this.publication = Publication.Read(publication);
        this.policy = policy;
    }

    public override void Dispose()
    {
        publication.Dispose();
    }

    internal override string Media(Question question)
    {
        using (var answer = publication.Resolve(question.Query(), policy))
        {
            return Told(answer);
        }
    }

    internal override string Explain(Question question)
    {
        return publication.ExplainJson(question.Query(), policy);
    }

    internal override string Swatches(Question question)
    {
        return Told(publication.Swatches(question.Query(), policy));
    }

    internal override string Category(Question question)
    {
        return Told(publication.CategoryImage(question.Number, question.Context, policy));
    }
}

/// From a snapshot, with everything in the answer.
internal sealed class Flattened : Engine
{
    private readonly Snapshot snapshot;

    internal Flattened(byte[] publication, Policy policy)
    {
        using (var read = Publication.Read(publication))
        {
            snapshot = read.Flatten(policy);
        }
    }

    public override void Dispose()
    {
        snapshot.Dispose();
    }

    internal override string Media(Question question)
    {
        using (var answer = snapshot.Resolve(question.Query()))
        {
            return Told(answer);
        }
    }

    internal override string Swatches(Question question)
    {
        var shelf = snapshot.Shelf(question.Context);
        var number = Hot.Number(snapshot, question);
        var swatches = new Swatch[1];
        int count;
        while (number != null && snapshot.TryGetSwatches(shelf, number, swatches, out count))
        {
            if (count <= swatches.Length)
            {
                return Told(new ArraySegment<Swatch>(swatches, 0, count));
            }
            swatches = new Swatch[count];
        }
        return NotFound();
    }

    internal override string Category(Question question)
    {
        CategoryImage image;
        var has = snapshot.TryGetCategoryImage(snapshot.Shelf(question.Context), question.Number, out image);
        return has ? Told(image) : NotFound();
    }
}

/// From a live store, by the hot look-ups.
internal sealed class Hot : Engine
{
    private readonly Store store;

    internal Hot(byte[] publication, Policy policy)
    {
        using (var read = Publication.Read(publication))
        using (var snapshot = read.Flatten(policy))
        {
            store = new Store(snapshot);
        }
    }

    public override void Dispose()
    {
        store.Dispose();
    }

    internal override string Media(Question question)
    {
        var shelf = store.Shelf(question.Context);
        using (var now = store.Take())
        {
            var number = Number(now, question);
            return number == null ? NotFound() : Told(now, shelf, number);
        }
    }

    /// The number that is looked up; null where there is none.
    internal static string Number(Snapshot now, Question question)
    {
        if (question.Variant != null)
        {
            return question.Variant;
        }
        var number = question.Number;
        if (number == null)
        {
            Utf8Text found;
            number = now.TryGetNumber(question.RecordId, out found) ? found.ToString() : null;
        }
        return number == null || question.Values.Count == 0 ? number : now.VariantWith(number, question.Values);
    }

    private static string Told(Snapshot now, Shelf shelf, string number)
    {
        var primary = Primary(now, shelf, number);
        ContentHash hash;
        if (primary == null || !now.TryGetETag(shelf, number, out hash))
        {
            return NotFound();
        }
        Item image;
        Utf8Text url;
        var has = now.TryGetDefaultImage(shelf, number, out image);
        var hasUrl = now.TryGetDefaultImageUrl(shelf, number, out url);
        return new Json().Object(json => json
            .List("primary", primary, Item)
            .List("additional", Additional(now, shelf, number), Item)
            .Text("default_image", has ? image.Asset.ToString() : null)
            .Maybe("default_image_url", hasUrl ? url.ToString() : null)
            .Text("hash", hash.ToString())).ToString();
    }

    /// The ordered gallery; null where the number is unknown.
    internal static IReadOnlyList<Item> Primary(Snapshot now, Shelf shelf, string number)
    {
        var items = new Item[2];
        int count;
        while (now.TryGetPrimary(shelf, number, items, out count))
        {
            if (count <= items.Length)
            {
                return new ArraySegment<Item>(items, 0, count);
            }
            items = new Item[count];
        }
        return null;
    }

    /// The items with a purpose of a number that is known.
    internal static IReadOnlyList<Item> Additional(Snapshot now, Shelf shelf, string number)
    {
        int count;
        now.TryGetAdditional(shelf, number, new Item[0], out count);
        var items = new Item[count];
        now.TryGetAdditional(shelf, number, items, out count);
        return items;
    }

    private static void Item(Json list, Item item)
    {
        list.Object(json => json.Maybe("purpose", item.Purpose.OrNull()).Text("asset", item.Asset.ToString())
            .Text("alt", item.Alt.OrNull()).Text("kind", Words.Of(item.Kind)).Maybe("url", item.Url.OrNull()));
    }
}
