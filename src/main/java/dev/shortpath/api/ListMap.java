package dev.shortpath.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** In the schema the list is a map: no two items have the same key, and several appliers can each own items. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface ListMap {
    /** The property of an item that is its key. */
    String value();
}
