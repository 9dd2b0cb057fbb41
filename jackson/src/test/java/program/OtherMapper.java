// SPDX-License-Identifier: Apache-2.0
package program;

/** Another. */
public class OtherMapper extends OwnMapper {}
