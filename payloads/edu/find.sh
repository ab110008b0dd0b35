# SPDX-License-Identifier: MIT
# Writes the physical address of the edu device's registers to /edu.
for device in /sys/bus/pci/devices/*; do
    if [ "$(cat $device/vendor) $(cat $device/device)" = "0x1234 0x11e8" ]; then
        echo 1 > $device/enable
        while read start end flags; do
            echo $start > /edu
            exit
        done < $device/resource
    fi
done
exit 1
