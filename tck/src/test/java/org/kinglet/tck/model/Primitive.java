// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Model;

/** Every primitive type. */
@Entity
public class Primitive extends Model<Primitive> {
    @Id
    public int id;

    public boolean aBoolean;
    public byte aByte;
    public short aShort;
    public int anInt;
    public long aLong;
    public float aFloat;
    public double aDouble;
    public char aChar = 'x';
}
