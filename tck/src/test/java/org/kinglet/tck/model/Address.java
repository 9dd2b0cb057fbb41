// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.Convert;
import org.kinglet.Embedded;
import org.kinglet.Index;
import org.kinglet.Json;
import org.kinglet.Ref;

/** A record to be embedded: with a document, a converted value, a reference and something embedded in turn. */
public record Address(
        String street,
        @Index String city,
        @Json @Nullable List<String> lines,
        @Convert(Invoice.MoneyConverter.class) Invoice.Money rent,
        @Nullable Ref<Country> country,
        @Embedded @Nullable Geo place) {
    public Address(String street, String city) {
        this(street, city, null, new Invoice.Money(0), null, null);
    }
}
