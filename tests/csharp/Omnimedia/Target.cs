using System;

namespace Omnimedia
{
    /// <summary>What a target is.</summary>
    public enum TargetKind
    {
        /// <summary>An asset.</summary>
        Asset = 0,

        /// <summary>A document of a product in a context.</summary>
        Document = 1,

        /// <summary>A document of a category in a context.</summary>
        Category = 2,

        /// <summary>Every document of a product that has an unpublished draft; for publishing alone.</summary>
        AllOfProduct = 3,

        /// <summary>Every document of a category that has an unpublished draft; for publishing alone.</summary>
        AllOfCategory = 4,
    }

    /// <summary>
    /// What is edited, versioned and published: an asset, or a document of a product or category; live, or as a publish
    /// group has it.
    /// </summary>
    public sealed class Target
    {
        private Target(TargetKind kind, string id, Context context, string group)
        {
            Kind = kind;
            Id = id;
            Context = context;
            Group = group;
        }

        /// <summary>What it is.</summary>
        public TargetKind Kind { get; }

        /// <summary>The id of the asset or category, or the number of the product.</summary>
        public string Id { get; }

        /// <summary>The context of a document; null is the default catalog, Omnichannel, Neutral.</summary>
        public Context Context { get; }

        /// <summary>The publish group that has it; null for what is live.</summary>
        public string Group { get; }

        /// <summary>An asset, by its id.</summary>
        /// <exception cref="ArgumentNullException">The id is null.</exception>
        public static Target Asset(string id)
        {
            return Of(TargetKind.Asset, id, nameof(id), null);
        }

        /// <summary>The document of a product in a context.</summary>
        /// <exception cref="ArgumentNullException">The number is null.</exception>
        public static Target Document(string number, Context context = null)
        {
            return Of(TargetKind.Document, number, nameof(number), context);
        }

        /// <summary>The document of a category in a context, which must name a channel.</summary>
        /// <exception cref="ArgumentNullException">The id is null.</exception>
        public static Target Category(string id, Context context)
        {
            return Of(TargetKind.Category, id, nameof(id), context);
        }

        /// <summary>
        /// Every document of a product that has an unpublished draft; for <see cref="Tenant.Publish"/> alone.
        /// </summary>
        /// <exception cref="ArgumentNullException">The number is null.</exception>
        public static Target AllOfProduct(string number)
        {
            return Of(TargetKind.AllOfProduct, number, nameof(number), null);
        }

        /// <summary>
        /// Every document of a category that has an unpublished draft; for <see cref="Tenant.Publish"/> alone.
        /// </summary>
        /// <exception cref="ArgumentNullException">The id is null.</exception>
        public static Target AllOfCategory(string id)
        {
            return Of(TargetKind.AllOfCategory, id, nameof(id), null);
        }

        /// <summary>For logs, such as <c>document S1 in channel 128, fr-CA</c>.</summary>
        public override string ToString()
        {
            var group = Group == null ? "" : ", group " + Short.Of(Group);
            switch (Kind)
            {
                case TargetKind.Asset:
                    return "asset " + Short.Of(Id) + group;
                case TargetKind.AllOfProduct:
                    return "all of product " + Short.Of(Id) + group;
                case TargetKind.AllOfCategory:
                    return "all of category " + Short.Of(Id) + group;
                default:
                    return (Kind == TargetKind.Document ? "document " : "category ") + Short.Of(Id) + " in "
                        + (Context ?? new Context()) + group;
            }
        }

        /// <summary>The same as a publish group has it.</summary>
        public Target InGroup(string group)
        {
            return new Target(Kind, Id, Context, group);
        }

        private static Target Of(TargetKind kind, string id, string name, Context context)
        {
            if (id == null)
            {
                throw new ArgumentNullException(name);
            }
            return new Target(kind, id, context, null);
        }
    }

    /// <summary>
    /// Who does something, and when: the library reads no clock. A user may be empty, for what nobody in particular
    /// does. Instants are of the years -9999 to 9999; what lies outside is taken for the nearest inside.
    /// </summary>
    public sealed class Stamp
    {
        /// <summary>A stamp of an instant, to the second.</summary>
        /// <exception cref="ArgumentNullException">The user is null.</exception>
        public Stamp(string by, DateTimeOffset at) : this(by, at.ToUnixTimeSeconds())
        {
        }

        /// <summary>A stamp of an instant in seconds since the beginning of 1970 in UTC.</summary>
        /// <exception cref="ArgumentNullException">The user is null.</exception>
        public Stamp(string by, long unixSeconds)
        {
            if (by == null)
            {
                throw new ArgumentNullException(nameof(by));
            }
            By = by;
            UnixSeconds = unixSeconds;
        }

        /// <summary>The user.</summary>
        public string By { get; }

        /// <summary>The instant, in seconds since the beginning of 1970 in UTC.</summary>
        public long UnixSeconds { get; }
    }
}
