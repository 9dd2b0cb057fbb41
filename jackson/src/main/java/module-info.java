// SPDX-License-Identifier: Apache-2.0
/** JSON columns of Kinglet by Jackson. */
@org.jspecify.annotations.NullMarked
module org.kinglet.jackson {
    requires transitive org.kinglet;
    requires transitive com.fasterxml.jackson.databind;
    requires static org.jspecify;

    exports org.kinglet.jackson;

    provides org.kinglet.schema.JsonMapper with
            org.kinglet.jackson.JacksonMapper;
    provides com.fasterxml.jackson.databind.Module with
            org.kinglet.jackson.KingletModule;
}
