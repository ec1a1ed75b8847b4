using System;
using System.Collections.Generic;
using System.Linq;
using Omnimedia;
using static Checks;
using static Surface;

/// A tenant: from an edit to what is published and stored.
internal static class Authoring
{
    internal static readonly Target Shirt = Target.Document("S1");
    private static readonly Target Quebec = Target.Document("S1", new Context("128", "fr-CA"));
    internal const string Front = "{\"master\":{\"primary\":[\"A1\"]}}";
    internal const string Back = "{\"master\":{\"primary\":[\"A2\"]}}";

    internal static void Run()
    {
        using (var tenant = Filled())
        {
            Editing(tenant);
            Versions(tenant);
            Taking(tenant);
            Settings(tenant);
            Stored(tenant);
        }
    }

    /// Two products, two pictures that are drafts, a channel and a category.
    internal static Tenant Filled()
    {
        var tenant = new Tenant(new Limits { Items = 10 });
        tenant.Set("{\"channel\": {\"id\": \"128\"}}");
        tenant.Set("{\"category\": {\"id\": \"shirts\", \"name\": \"Shirts\"}}");
        tenant.Set("{\"product\": {\"number\": \"S1\", \"name\": \"Shirt\"}}");
        tenant.Set("{\"product\": {\"number\": \"S2\"}}");
        foreach (var id in new[] { "A1", "A2" })
        {
            tenant.CheckIn(Target.Asset(id), Clock.By("ann"),
                "{\"kind\": \"image\", \"url\": \"https://cdn.example/" + id + ".png\"}");
        }
        return tenant;
    }

    private static void Editing(Tenant tenant)
    {
        Same("an edit begins with nothing", "{}", tenant.Edit(Shirt, Clock.By("ann")));
        Throws<OmnimediaException>("who has it is named", () => tenant.Edit(Shirt, Clock.By("ben")),
            fault => fault.Code == FaultCode.CheckedOut && fault.Message.Contains("`ann`"));
        tenant.Save(Shirt, Clock.By("ann"), Front);
        Same("the holder goes on", Front, tenant.Edit(Shirt, Clock.By("ann")));
        using (var work = tenant.WithWorkOf("ann"))
        using (var drafts = tenant.WithDrafts())
        {
            Check("nobody else sees it", Shown(work, "S1") == "A1" && Shown(drafts, "S1") == "");
        }
        Refuses("another's check-out", FaultCode.CheckedOut, () => tenant.Discard(Shirt, Clock.By("ben")));
        Check("a version", tenant.Finish(Shirt, Clock.By("ann")) == 1);
        Refuses("what is not checked out", FaultCode.NotCheckedOut, () => tenant.Finish(Shirt, Clock.By("ann")));
        Refuses("what is not checked out", FaultCode.NotCheckedOut, () => tenant.Save(Shirt, Clock.By("ann"), Front));
        Throws<OmnimediaException>("content at fault",
            () => tenant.CheckIn(Shirt, Clock.By("ann"), "{\"mistress\": 1}"),
            fault => fault.Code == FaultCode.UnknownKey && fault.Advice.Length > 0);
        using (var published = tenant.Published())
        using (var drafts = tenant.WithDrafts())
        {
            Check("a draft is not published", Shown(published, "S1") == "" && Shown(drafts, "S1") == "A1");
        }
        Refuses("pictures that are not published", FaultCode.UnpublishedAssets,
            () => tenant.Publish(Shirt, Clock.By("ann")));
        Has("they go along", tenant.Publish(Target.AllOfProduct("S1"), Clock.By("ann"), along: true),
            "\"targets\"", "\"A1\"", "\"products\":[\"S1\"]");
        using (var published = tenant.Published())
        {
            Same("it is published", "A1", Shown(published, "S1"));
        }
        Same("a copy of what is published", Front,
            tenant.Edit(Quebec, Clock.By("ben"), copy: true, policy: new Policy()));
        tenant.Discard(Quebec, Clock.By("ann"), force: true);
        Check("what was never finished has no life", tenant.Life(Quebec) == null);
        Null("Edit", () => tenant.Edit(null, Clock.By("ann")));
        Null("Finish without a stamp", () => tenant.Finish(Shirt, null));
        Null("Save", () => tenant.Save(Shirt, Clock.By("ann"), null));
    }

    private static void Versions(Tenant tenant)
    {
        Check("the next version", tenant.CheckIn(Shirt, Clock.By("ben"), Back) == 2);
        Check("an earlier one becomes the next", tenant.Restore(Shirt, Clock.By("ben"), 1) == 3);
        Refuses("a version that is not there", FaultCode.NotInTenant, () => tenant.Restore(Shirt, Clock.By("ben"), 99));
        Throws<ArgumentOutOfRangeException>("a version below all", () => tenant.Restore(Shirt, Clock.By("ben"), -1));
        Check("a removal is a version", tenant.Reset(Shirt, Clock.By("ben")) == 4);
        Refuses("the removal of an asset", FaultCode.WrongContent,
            () => tenant.Reset(Target.Asset("A1"), Clock.By("ben")));
        Has("a life", tenant.Life(Shirt), "\"restore\":1", "\"reset\"", "\"by\":\"ben\"", "\"published\"");
        Has("what there is", tenant.Targets(), "\"S1\"", "\"A1\"", "\"A2\"");
        Has("who uses an asset", tenant.UsedBy("A1"), "\"S1\"");
        Same("nobody uses it", "[]", tenant.UsedBy("none"));
        tenant.Restore(Shirt, Clock.By("ben"), 2);
        Check("another document", tenant.CheckIn(Target.Category("shirts", new Context("128")), Clock.By("ben"),
            "{\"image\": {\"asset\": \"A2\"}}") == 1);
        Has("all of a category", tenant.Publish(Target.AllOfCategory("shirts"), Clock.By("ben"), along: true),
            "\"A2\"");
        using (var published = tenant.Published())
        {
            Check("its picture", published.CategoryImages("shirts", new Context("128")).Single().Asset == "A2");
        }
    }

    private static void Taking(Tenant tenant)
    {
        Refuses("an asset that is shown", FaultCode.AssetInUse,
            () => tenant.Unpublish(Target.Asset("A1"), Clock.By("ann")));
        Refuses("what is published", FaultCode.Published, () => tenant.Delete(Shirt, Clock.By("ann")));
        tenant.Unpublish(Shirt, Clock.By("ann"));
        Refuses("what is not published", FaultCode.NotPublished, () => tenant.Unpublish(Shirt, Clock.By("ann")));
        Check("its draft stays", tenant.Life(Shirt) != null);
        tenant.Delete(Shirt, Clock.By("ann"));
        Check("it goes", tenant.Life(Shirt) == null);
        tenant.UnpublishAndDelete(Target.Asset("A1"), Clock.By("ann"));
        Check("both at once", tenant.Life(Target.Asset("A1")) == null);
    }

    private static void Settings(Tenant tenant)
    {
        tenant.Set("{\"swatch\": {\"dimension\": \"Color\", \"value\": \"Blue\", \"hex\": \"#0000FF\"}}");
        Has("a central swatch", Text(tenant.Write()), "#0000FF");
        tenant.RemoveSwatch("Color", "Blue");
        Refuses("a swatch that is not there", FaultCode.NotInTenant, () => tenant.RemoveSwatch("Color", "Blue"));
        tenant.RemoveProduct("S2");
        Refuses("a product that is not there", FaultCode.NotInTenant, () => tenant.RemoveProduct("S2"));
        Refuses("a category with a document", FaultCode.NotEmpty, () => tenant.RemoveCategory("shirts"));
        tenant.Set("{\"category\": {\"id\": \"coats\"}}");
        tenant.RemoveCategory("coats");
        tenant.RemoveChannel("128");
        Refuses("a channel that is not there", FaultCode.NotInTenant, () => tenant.RemoveChannel("128"));
        Refuses("documents", FaultCode.WrongContent,
            () => tenant.Set("{\"product\": {\"number\": \"S3\", \"media\": [{\"master\": {}}]}}"));
        Null("Set", () => tenant.Set(null));
        Null("RemoveSwatch", () => tenant.RemoveSwatch("Color", null));
    }

    private static void Stored(Tenant tenant)
    {
        ulong mark;
        var store = new Dictionary<string, string>();
        foreach (var key in tenant.ChangedUnits(out mark))
        {
            var unit = tenant.Unit(key);
            if (unit != null)
            {
                store[key] = unit;
            }
        }
        tenant.SettleUnits(mark);
        Check("what is stored is settled", tenant.ChangedUnits(out mark).Count == 0 && store.Count > 3);
        tenant.Set("{\"product\": {\"number\": \"S \\\" \\\\ \\u00e9\\n\"}}");
        var changed = tenant.ChangedUnits(out mark);
        Check("one unit with signs that are written in another way", changed.Count == 1
            && changed[0].Contains("S \\\" \\\\ é\\n") && tenant.Unit(changed[0]) != null);
        store[changed[0]] = tenant.Unit(changed[0]);
        Check("a unit that is not there", tenant.Unit("[\"product\",\"none\"]") == null);
        Refuses("no key", FaultCode.Type, () => tenant.Unit("product"));
        Refuses("a mark that was never given", FaultCode.BadArgument, () => tenant.SettleUnits(mark + 77));
        var lines = "{\"omnimedia\":\"tenant/1\"}\n" + string.Join("\n", store.Values);
        using (var units = Tenant.Parse(lines, Format.JsonLines))
        using (var whole = Tenant.Read(tenant.Write()))
        {
            Same("units come to the tenant", Text(tenant.Write()), Text(units.Write()));
            Same("it reads back equal", Text(tenant.Write(Format.JsonLines)), Text(whole.Write(Format.JsonLines)));
        }
        Refuses("no tenant", FaultCode.Syntax, () => Tenant.Parse("{"));
        Refuses("no bytes", FaultCode.Syntax, () => Tenant.Read(new byte[0]));
        Null("Parse", () => Tenant.Parse(null));
        Null("Read", () => Tenant.Read(null));
    }
}
