package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** The path that a VM's disks have; named after its VM, in its namespace, and owned by it. */
@Group("shortpath.dev")
@Version("v1alpha1")
@Kind("StoragePath")
@Plural("storagepaths")
@Singular("storagepath")
@ShortNames("spath")
@Categories("shortpath")
@JsonClassDescription("The path that a VM's disks have, as a report that people read. "
        + "Written by Shortpath alone; named after its VM, in its namespace, and gone with it.")
@AdditionalPrinterColumn(name = "PROFILE", jsonPath = ".status.profile", type = Type.STRING)
@AdditionalPrinterColumn(name = "COMPLIANCE", jsonPath = ".status.compliance", type = Type.STRING)
@AdditionalPrinterColumn(name = "HOPS", jsonPath = ".status.hops", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "PATH", jsonPath = ".status.path", type = Type.STRING)
@AdditionalPrinterColumn(name = "AGE", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(name = "REASON", jsonPath = ".status.reason", type = Type.STRING, priority = 1)
@AdditionalPrinterColumn(name = "NODE", jsonPath = ".status.node", type = Type.STRING, priority = 1)
@AdditionalPrinterColumn(name = "MIGRATABLE", jsonPath = ".status.liveMigratable", type = Type.BOOLEAN, priority = 1)
public class StoragePath extends CustomResource<Void, StoragePathStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;

    @Override
    protected StoragePathStatus initStatus() {
        return null;
    }
}
