using System;
using System.Globalization;

namespace Omnimedia
{
    /// <summary>What becomes of what moved live since it entered a publish group.</summary>
    public enum Conflicts
    {
        /// <summary>What the group brings is published over it; the default.</summary>
        LastWins = 0,

        /// <summary>The run is refused.</summary>
        Refuse = 1,
    }

    /// <summary>How a publish group publishes. Null for it means the defaults.</summary>
    public sealed class GroupOptions
    {
        /// <summary>What becomes of what moved live since it entered the group.</summary>
        public Conflicts Conflicts { get; set; }

        /// <summary>
        /// Whether assets that are used and not published are published along; else they refuse the run.
        /// </summary>
        public bool PublishAll { get; set; }
    }

    // Publish groups and scheduled runs.

    public sealed unsafe partial class Tenant
    {
        /// <summary>
        /// Makes a publish group, without items. What is edited with a target of <see cref="Target.InGroup"/> enters
        /// it.
        /// </summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.Exists"/> for a name that a group has, also one that ran;
        /// <see cref="FaultCode.EmptyIdentifier"/>, <see cref="FaultCode.LimitIdentifier"/>.
        /// </exception>
        public void CreateGroup(string name, Stamp stamp, GroupOptions options = null)
        {
            using (var arguments = new Arguments())
            {
                var group = arguments.Need(name, nameof(name));
                var how = arguments.Group(options);
                var who = arguments.Stamp(stamp);
                Made.Do(why => Native.omnimedia_tenant_create_group(handle, group, how, who, why));
            }
        }

        /// <summary>Changes how a publish group publishes.</summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.NotInTenant"/>, <see cref="FaultCode.GroupClosed"/>.
        /// </exception>
        public void SetGroupOptions(string name, GroupOptions options)
        {
            using (var arguments = new Arguments())
            {
                var group = arguments.Need(name, nameof(name));
                var how = arguments.Group(options);
                Made.Do(why => Native.omnimedia_tenant_set_group_options(handle, group, how, why));
            }
        }

        /// <summary>
        /// Sets limits on publish groups; what is over one already stays. The documented ones of Dynamics 365 Commerce
        /// are 2,000 items and 300 seconds.
        /// </summary>
        /// <param name="items">Most items of a group; 0 is no limit.</param>
        /// <param name="secondsApart">Fewest seconds between two scheduled groups; 0 is no limit.</param>
        public void SetGroupLimits(ulong items, ulong secondsApart)
        {
            Made.Do(why => Native.omnimedia_tenant_set_group_limits(handle, items, secondsApart, why));
        }

        /// <summary>
        /// Deletes a publish group with what was edited in it. One that ran has left its versions live.
        /// </summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.NotInTenant"/>; <see cref="FaultCode.GroupSchedule"/> for one that is scheduled;
        /// <see cref="FaultCode.CheckedOut"/> for each item that another user is working on.
        /// </exception>
        public void DeleteGroup(string name, Stamp stamp)
        {
            using (var arguments = new Arguments())
            {
                var group = arguments.Need(name, nameof(name));
                var who = arguments.Stamp(stamp);
                Made.Do(why => Native.omnimedia_tenant_delete_group(handle, group, who, why));
            }
        }

        /// <summary>
        /// Copies an item into the publish group of a target, and gives the number of the version there. What the group
        /// has of it already becomes an earlier version.
        /// </summary>
        /// <param name="target">The item, in the group.</param>
        /// <param name="stamp">Who does it, and when.</param>
        /// <param name="from">The group to copy from; null for what is checked in live.</param>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.NotInTenant"/>, <see cref="FaultCode.GroupClosed"/>, <see cref="FaultCode.CheckedOut"/>
        /// by another in the group, <see cref="FaultCode.LimitGroupItems"/>, <see cref="FaultCode.WrongContent"/> for a
        /// target that is in no group.
        /// </exception>
        public int CopyIntoGroup(Target target, Stamp stamp, string from = null)
        {
            using (var arguments = new Arguments())
            {
                var group = arguments.Text(from);
                return Version(target, stamp, (tenant, what, who, version, why) =>
                    Native.omnimedia_tenant_copy_into_group(tenant, what, group, who, version, why));
            }
        }

        /// <summary>Takes an item out of the publish group of a target, with what was edited of it there.</summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.WrongContent"/> for a target that is in no group, and the faults of
        /// <see cref="Delete"/>.
        /// </exception>
        public void RemoveFromGroup(Target target, Stamp stamp)
        {
            On(target, stamp, Native.omnimedia_tenant_remove_from_group);
        }

        /// <summary>
        /// Schedules a publish group to run at an instant, to the second, or at another one than before. It is tried as
        /// it would stand then. Nothing runs by itself: call <see cref="RunDue"/>.
        /// </summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.GroupSchedule"/> for an instant that is not to come;
        /// <see cref="FaultCode.LimitGroupSpacing"/>; all that would refuse the run.
        /// </exception>
        public void ScheduleGroup(string name, DateTimeOffset due, Stamp stamp)
        {
            using (var arguments = new Arguments())
            {
                var group = arguments.Need(name, nameof(name));
                var at = arguments.Text(due.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
                var who = arguments.Stamp(stamp);
                Made.Do(why => Native.omnimedia_tenant_schedule_group(handle, group, at, who, why));
            }
        }

        /// <summary>Takes a publish group off the schedule; it stays open.</summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.NotInTenant"/>, <see cref="FaultCode.GroupClosed"/>;
        /// <see cref="FaultCode.GroupSchedule"/> for one that is not scheduled.
        /// </exception>
        public void UnscheduleGroup(string name)
        {
            using (var arguments = new Arguments())
            {
                var group = arguments.Need(name, nameof(name));
                Made.Do(why => Native.omnimedia_tenant_unschedule_group(handle, group, why));
            }
        }

        /// <summary>
        /// Runs a publish group now, scheduled or not: all of it is published, or nothing; then it is closed. Gives
        /// what it did as JSON, <c>{"group": …, "targets": …, "assets": …, "conflicts": …, "drafts": …, "check_outs":
        /// …, "changes": …}</c>.
        /// </summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.NotInTenant"/>, <see cref="FaultCode.GroupClosed"/>; <see cref="FaultCode.CheckedOut"/>
        /// for each item that somebody is working on in the group; <see cref="FaultCode.GroupConflict"/>; the faults of
        /// <see cref="Publish"/>.
        /// </exception>
        public string RunGroup(string name, Stamp stamp)
        {
            using (var arguments = new Arguments())
            {
                var group = arguments.Need(name, nameof(name));
                var who = arguments.Stamp(stamp);
                return Made.Text((made, why) => Native.omnimedia_tenant_run_group(handle, group, who, made, why));
            }
        }

        /// <summary>
        /// Runs every publish group that is due, in the order of their instants, each on behalf of who scheduled it.
        /// One that is refused stays scheduled, and hinders no other. Gives what became of them as a JSON list, each
        /// <c>{"group": …, "run": …}</c> or <c>{"group": …, "faults": …}</c>.
        /// </summary>
        public string RunDue(DateTimeOffset now)
        {
            var seconds = now.ToUnixTimeSeconds();
            return Made.Text((made, why) => Native.omnimedia_tenant_run_due(handle, seconds, made, why));
        }
    }
}
