package dev.shortpath.admission.certificate;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Optional;

/** Where the door's certificate comes from. */
public interface Certificates {
    /** Presents what is to be presented now; the CAs, in PEM, that the configurations are to trust, where we say so. */
    Optional<String> present(Instant now) throws IOException, GeneralSecurityException;

    /**
     * Goes on, where it is time to.
     *
     * @param trusted whether the configurations have trusted, at this very moment, what {@link #present} gave
     * @return whether something is to be presented anew
     */
    boolean advance(Instant now, boolean trusted);
}
