using System;

namespace Omnimedia
{
    // What takes effect at once: channels, products, categories, central swatches, and the switches of the rollout.

    public sealed unsafe partial class Tenant
    {
        private delegate int NamedCall(TenantHandle tenant, Str name, IntPtr* why);

        private void Named(string text, string name, NamedCall call)
        {
            using (var arguments = new Arguments())
            {
                var given = arguments.Need(text, name);
                Made.Do(why => call(handle, given, why));
            }
        }

        /// <summary>
        /// Adds a channel, central swatch, category or product, or changes it; at once. Documents of a product stay as
        /// they are.
        /// </summary>
        /// <param name="entity">
        /// JSON as in a line of <c>publication/1</c>: <c>{"channel": {"id": "128"}}</c>, <c>{"swatch": …}</c>,
        /// <c>{"category": …}</c> or <c>{"product": …}</c>, without <c>media</c>.
        /// </param>
        /// <exception cref="OmnimediaException">
        /// Every fault of the entity, with its path; <see cref="FaultCode.WrongContent"/> for an asset, or for what
        /// brings documents; <see cref="FaultCode.DuplicateIdentifier"/> and <see cref="FaultCode.ProductAndVariant"/>
        /// for a number or record id that is taken; <see cref="FaultCode.UnknownAsset"/> and
        /// <see cref="FaultCode.UnpublishedAssets"/> for what a swatch shows.
        /// </exception>
        public void Set(string entity)
        {
            Named(entity, nameof(entity), Native.omnimedia_tenant_set);
        }

        /// <summary>Removes a product with its drafts; at once.</summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.NotInTenant"/>; <see cref="FaultCode.NotEmpty"/> while a document of it is published,
        /// checked out or in a group.
        /// </exception>
        public void RemoveProduct(string number)
        {
            Named(number, nameof(number), Native.omnimedia_tenant_remove_product);
        }

        /// <summary>Removes a category with its drafts; at once.</summary>
        /// <exception cref="OmnimediaException">As <see cref="RemoveProduct"/>.</exception>
        public void RemoveCategory(string id)
        {
            Named(id, nameof(id), Native.omnimedia_tenant_remove_category);
        }

        /// <summary>Removes a channel from those that are listed; at once. Documents that name it stay.</summary>
        /// <exception cref="OmnimediaException"><see cref="FaultCode.NotInTenant"/>.</exception>
        public void RemoveChannel(string id)
        {
            Named(id, nameof(id), Native.omnimedia_tenant_remove_channel);
        }

        /// <summary>Removes the central swatch of a value of a dimension; at once.</summary>
        /// <exception cref="OmnimediaException"><see cref="FaultCode.NotInTenant"/>.</exception>
        public void RemoveSwatch(string dimension, string value)
        {
            using (var arguments = new Arguments())
            {
                var named = arguments.Need(value, nameof(value));
                Named(dimension, nameof(dimension), (tenant, given, why) =>
                    Native.omnimedia_tenant_remove_swatch(tenant, given, named, why));
            }
        }

        /// <summary>Which switches of the rollout are on, as JSON.</summary>
        public string Switches()
        {
            return Made.Text((made, why) => Native.omnimedia_tenant_switches(handle, made, why));
        }

        /// <summary>Turns a switch of the rollout on. What is on already stays on.</summary>
        /// <param name="word">
        /// <c>site_builder_content</c>, <c>hq_authoring</c>, <c>hq_sync</c>, <c>csu_media_locations</c> or
        /// <c>site_rendering</c>.
        /// </param>
        /// <param name="channel">The channel of <c>site_rendering</c>; null for all others.</param>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.RolloutOrder"/> where it needs others that are off; <see cref="FaultCode.NotInTenant"/>
        /// for a channel that is not listed; <see cref="FaultCode.BadArgument"/> for a word that is no switch.
        /// </exception>
        public void TurnOn(string word, string channel = null)
        {
            Switch(word, channel, (tenant, given, of, why) =>
                Native.omnimedia_tenant_turn_on(tenant, given, of, why));
        }

        /// <summary>Turns a switch of the rollout off. What is off already stays off.</summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.RolloutNeeded"/> where others that are on need it; <see cref="FaultCode.RolloutFinal"/>
        /// where work was done under it; <see cref="FaultCode.BadArgument"/> for a word that is no switch.
        /// </exception>
        public void TurnOff(string word, string channel = null)
        {
            Switch(word, channel, (tenant, given, of, why) =>
                Native.omnimedia_tenant_turn_off(tenant, given, of, why));
        }

        private delegate int SwitchCall(TenantHandle tenant, Str word, Str channel, IntPtr* why);

        private void Switch(string word, string channel, SwitchCall call)
        {
            using (var arguments = new Arguments())
            {
                var of = arguments.Text(channel);
                Named(word, nameof(word), (tenant, given, why) => call(tenant, given, of, why));
            }
        }

        /// <summary>
        /// How ready the tenant is for a switch, as JSON: what is missing, and who would lose an image by it.
        /// </summary>
        /// <param name="word">The switch, as for <see cref="TurnOn"/>.</param>
        /// <param name="legacy">What is served until then.</param>
        /// <param name="channel">The channel of <c>site_rendering</c>; null for all others.</param>
        /// <param name="publication">What the tenant publishes then; null for what it publishes now.</param>
        /// <param name="policy">The policy that both are asked under.</param>
        /// <param name="limits">Limits, of which the answers count.</param>
        /// <param name="each">
        /// Gets every image that would be lost, as JSON, and says whether to go on. What it throws comes out of this
        /// call.
        /// </param>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.LimitAnswers"/>, <see cref="FaultCode.DuplicateDocument"/>,
        /// <see cref="FaultCode.BadArgument"/> for a word that is no switch.
        /// </exception>
        public string Readiness(string word, Publication legacy, string channel = null, Publication publication = null,
            Policy policy = null, Limits limits = null, Func<string, bool> each = null)
        {
            var before = Publication.HandleOf(legacy, nameof(legacy));
            using (var none = new PublicationHandle(IntPtr.Zero))
            using (var arguments = new Arguments())
            {
                var then = publication == null ? none : Publication.HandleOf(publication, nameof(publication));
                var callbacks = new Callbacks().Rows(each);
                IntPtr made = IntPtr.Zero, why = IntPtr.Zero;
                var status = Native.omnimedia_tenant_readiness(handle, arguments.Need(word, nameof(word)),
                    arguments.Text(channel), then, before, arguments.Policy(policy), arguments.Limits(limits),
                    callbacks.Each, IntPtr.Zero, &made, &why);
                return Utf8.TakeText(callbacks.Check(status, made, why, Native.omnimedia_bytes_release));
            }
        }
    }
}
