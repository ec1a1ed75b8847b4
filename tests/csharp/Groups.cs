using System;
using Omnimedia;
using static Checks;
using static Surface;

/// Publish groups: what is edited together, and published together and on time.
internal static class Groups
{
    private static readonly Target Shirt = Target.Document("S1");
    private static readonly Target InSale = Shirt.InGroup("sale");
    private const string Front = "{\"master\":{\"primary\":[\"A1\"]}}";
    private const string Back = "{\"master\":{\"primary\":[\"A2\"]}}";

    internal static void Run()
    {
        using (var tenant = Authoring.Filled())
        {
            tenant.CheckIn(Shirt, Clock.By("ann"), Front);
            tenant.Publish(Shirt, Clock.By("ann"), along: true);
            Items(tenant);
            Schedule(tenant);
            Conflict(tenant);
        }
    }

    private static void Items(Tenant tenant)
    {
        var options = new GroupOptions { PublishAll = true, Conflicts = Conflicts.Refuse };
        tenant.CreateGroup("sale", Clock.By("ann"), options);
        Refuses("a name that is taken", FaultCode.Exists, () => tenant.CreateGroup("sale", Clock.By("ann")));
        Refuses("no name", FaultCode.EmptyIdentifier, () => tenant.CreateGroup("", Clock.By("ann")));
        Has("groups", tenant.Groups(), "\"sale\"", "\"refuse\"");
        tenant.SetGroupOptions("sale", new GroupOptions { PublishAll = true });
        Check("other options", !tenant.Groups().Contains("\"refuse\""));
        tenant.SetGroupLimits(1, 300);
        Check("an item", tenant.CopyIntoGroup(InSale, Clock.By("ann")) == 1);
        Refuses("more items than there may be", FaultCode.LimitGroupItems,
            () => tenant.CheckIn(Target.Document("S2").InGroup("sale"), Clock.By("ann"), Back));
        Check("what is edited in it", tenant.CheckIn(InSale, Clock.By("ann"), Back) == 2);
        Refuses("a target that is in no group", FaultCode.WrongContent,
            () => tenant.CopyIntoGroup(Shirt, Clock.By("ann")));
        tenant.CreateGroup("later", Clock.By("ann"), new GroupOptions { PublishAll = true });
        Check("a copy of a group", tenant.CopyIntoGroup(Shirt.InGroup("later"), Clock.By("ann"), "sale") == 1);
        using (var sale = tenant.WithGroup("sale"))
        using (var published = tenant.Published())
        {
            Check("only in the group", Shown(sale, "S1") == "A2" && Shown(published, "S1") == "A1");
        }
        tenant.RemoveFromGroup(Shirt.InGroup("later"), Clock.By("ann"));
        Check("it is taken out", tenant.Life(Shirt.InGroup("later")) == null && tenant.Life(InSale) != null);
        Refuses("what is in no group", FaultCode.WrongContent, () => tenant.RemoveFromGroup(Shirt, Clock.By("ann")));
        Refuses("a group that is not there", FaultCode.NotInTenant, () => tenant.WithGroup("none"));
        Null("CreateGroup", () => tenant.CreateGroup(null, Clock.By("ann")));
        Null("WithGroup", () => tenant.WithGroup(null));
    }

    private static void Schedule(Tenant tenant)
    {
        var due = Clock.Now.AddDays(1);
        Refuses("an instant that is past", FaultCode.GroupSchedule,
            () => tenant.ScheduleGroup("sale", Clock.Now.AddDays(-1), Clock.By("ann")));
        tenant.ScheduleGroup("sale", due, Clock.By("ann"));
        Refuses("a scheduled group", FaultCode.GroupSchedule, () => tenant.DeleteGroup("sale", Clock.By("ann")));
        Refuses("too near to another", FaultCode.LimitGroupSpacing,
            () => tenant.ScheduleGroup("later", due.AddSeconds(299), Clock.By("ann")));
        string leftOut;
        using (var then = tenant.AsOf(due, out leftOut))
        using (var before = tenant.AsOf(due.AddSeconds(-1), out leftOut))
        {
            Check("as it will stand", Shown(then, "S1") == "A2" && Shown(before, "S1") == "A1" && leftOut == "[]");
        }
        tenant.UnscheduleGroup("sale");
        Refuses("what is not scheduled", FaultCode.GroupSchedule, () => tenant.UnscheduleGroup("sale"));
        Same("nothing is due", "[]", tenant.RunDue(due.AddDays(1)));
        // the same instant by other clocks
        tenant.ScheduleGroup("sale", due.ToOffset(TimeSpan.FromHours(-5)), Clock.By("ann"));
        Same("not a second before", "[]", tenant.RunDue(due.AddSeconds(-1)));
        Has("what ran", tenant.RunDue(due), "\"sale\"", "\"run\"", "\"S1\"", "\"A2\"");
        using (var published = tenant.Published())
        {
            Same("it is published", "A2", Shown(published, "S1"));
        }
        Refuses("a group that ran", FaultCode.GroupClosed, () => tenant.RunGroup("sale", Clock.By("ann")));
        tenant.DeleteGroup("later", Clock.By("ann"));
        Check("a group goes", !tenant.Groups().Contains("\"later\""));
    }

    private static void Conflict(Tenant tenant)
    {
        tenant.SetGroupLimits(0, 0);
        tenant.CreateGroup("strict", Clock.By("ann"), new GroupOptions { Conflicts = Conflicts.Refuse });
        var here = Shirt.InGroup("strict");
        tenant.CheckIn(here, Clock.By("ann"), Front);
        tenant.CheckIn(Shirt, Clock.By("ben"), Back.Replace("A2", "A2\",\"A1"));
        tenant.Publish(Shirt, Clock.By("ben"));
        Refuses("what moved live", FaultCode.GroupConflict, () => tenant.RunGroup("strict", Clock.By("ann")));
        string leftOut;
        var due = Clock.Now.AddDays(9);
        tenant.SetGroupOptions("strict", new GroupOptions());
        tenant.ScheduleGroup("strict", due, Clock.By("ann"));
        tenant.SetGroupOptions("strict", new GroupOptions { Conflicts = Conflicts.Refuse });
        using (var then = tenant.AsOf(due, out leftOut))
        {
            Has("a group that would be refused is left out", leftOut, "\"strict\"", "\"faults\"", "group_conflict");
            Same("and the others stand", "A2 A1", Shown(then, "S1"));
        }
        Has("a run that is refused is told", tenant.RunDue(due), "\"strict\"", "\"faults\"");
        tenant.SetGroupOptions("strict", new GroupOptions { Conflicts = Conflicts.LastWins });
        Has("the last wins", tenant.RunGroup("strict", Clock.By("ann")), "\"conflicts\":[{", "\"S1\"");
        using (var published = tenant.Published())
        {
            Same("it is published", "A1", Shown(published, "S1"));
        }
        Refuses("options of what ran", FaultCode.GroupClosed, () => tenant.SetGroupOptions("strict", null));
    }
}
