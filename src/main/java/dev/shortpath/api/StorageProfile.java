package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** What path a class of virtual disks is to have; cluster-scoped. CDI serves a kind of the same name in another group. */
@Group("shortpath.dev")
@Version("v1alpha1")
@Kind("StorageProfile")
@Plural("storageprofiles")
@Singular("storageprofile")
@ShortNames("shp")
@Categories("shortpath")
@JsonClassDescription(
        "What path a class of virtual disks is to have. Shortpath gives every KubeVirt VM that the profile "
                + "binds that path, and says why where it cannot. CDI serves a kind of the same name: "
                + "say storageprofiles.shortpath.dev, or shp.")
@AdditionalPrinterColumn(
        name = "READY",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = Type.STRING)
@AdditionalPrinterColumn(name = "MODE", jsonPath = ".spec.mode", type = Type.STRING)
@AdditionalPrinterColumn(name = "WORKLOAD", jsonPath = ".spec.workload", type = Type.STRING)
@AdditionalPrinterColumn(name = "VMS", jsonPath = ".status.virtualMachines.matched", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "COMPLIANT", jsonPath = ".status.virtualMachines.compliant", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "AGE", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(name = "DELIVERY", jsonPath = ".spec.delivery", type = Type.STRING, priority = 1)
@AdditionalPrinterColumn(name = "NODES", jsonPath = ".status.nodes.eligible", type = Type.INTEGER, priority = 1)
@AdditionalPrinterColumn(
        name = "REASON",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
        type = Type.STRING,
        priority = 1)
@ValidationRule(
        value = "self.metadata.name.size() <= 63",
        message = "metadata.name has at most 63 characters, since it is the value of the label shortpath.dev/profile:"
                + " write a shorter one")
@ValidationRule(
        value = "self.metadata.name != 'none'",
        message = "metadata.name none is the word with which a VM opts out of every profile: write another one")
public class StorageProfile extends CustomResource<StorageProfileSpec, StorageProfileStatus> {
    private static final long serialVersionUID = 1L;

    @Override
    protected StorageProfileSpec initSpec() {
        return StorageProfileSpec.defaults();
    }

    @Override
    protected StorageProfileStatus initStatus() {
        return null;
    }
}
