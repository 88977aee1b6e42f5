package dev.shortpath.main;

import jakarta.inject.Singleton;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once what every cluster has was read and reviews are taken; KubeVirt, CDI and a certificate may come later. */
@Readiness
@Singleton
public class CachesRead implements HealthCheck {
    private volatile BooleanSupplier ready = () -> false;

    void of(BooleanSupplier supplier) {
        ready = supplier;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("caches").status(ready.getAsBoolean()).build();
    }
}
