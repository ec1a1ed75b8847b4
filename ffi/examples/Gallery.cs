// From nothing to an answer: what does this shirt show in store 128, in Canadian French? The wrapper is in
// tests/csharp/Omnimedia; its README says how a host takes it.
using System;
using Omnimedia;

internal static class Gallery
{
    private const string Shop = @"{""omnimedia"": ""publication/1"",
      ""channels"": [{""id"": ""128"", ""locales"": [""fr-CA""]}],
      ""assets"": [{""id"": ""A1"", ""kind"": ""image"", ""url"": ""https://cdn.example/shirt.png"",
          ""text"": {""neutral"": {""alt"": ""A shirt""}, ""fr"": {""alt"": ""Une chemise""}}},
        {""id"": ""A2"", ""kind"": ""image"", ""url"": ""https://cdn.example/blue.png""}],
      ""products"": [{""number"": ""S1"", ""name"": ""Shirt"",
          ""dimensions"": [{""name"": ""Color"", ""values"": [""Blue"", ""Red""]}],
          ""variants"": [{""number"": ""S1-B"", ""values"": {""Color"": ""Blue""}}],
          ""media"": [{""master"": {""primary"": [""A1""]},
            ""dimensions"": [{""match"": {""Color"": ""Blue""}, ""primary"": [""A2"", ""A1""]}]}]}]}";

    private static int Main()
    {
        try
        {
            using (var shop = Publication.Parse(Shop))
            using (var snapshot = shop.Flatten())
            using (var store = new Store(snapshot))
            {
                Print(store);
            }
            return Library.HandlesAlive == 0 ? 0 : 1;
        }
        catch (OmnimediaException fault)
        {
            Console.Error.WriteLine((int)fault.Code + ": " + fault.Message);
            return 1;
        }
    }

    private static void Print(Store store)
    {
        // once for each context, at the start of the host
        var here = store.Shelf(new Context(channel: "128", locale: "fr-CA"));

        // once for each page: what it shows stays as it is, whatever is published meanwhile
        using (var now = store.Take())
        {
            // once for each product, with an array that is used again: nothing is allocated
            var items = new Item[8];
            int count;
            if (!now.TryGetPrimary(here, "S1-B", items, out count))
            {
                Console.WriteLine("no such product");
                return;
            }
            for (var at = 0; at < Math.Min(count, items.Length); at++)
            {
                Console.WriteLine(items[at].Url + "  " + items[at].Alt);
            }
        }
    }
}
