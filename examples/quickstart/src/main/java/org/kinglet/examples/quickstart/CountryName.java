// SPDX-License-Identifier: Apache-2.0
package org.kinglet.examples.quickstart;

import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Ref;

/** What a language calls a country. The two references together are the key. */
@Entity
public record CountryName(@Id Ref<Country> country, @Id Ref<Language> language, String name) {}
